/** A charging operator's side of T/CEC 102 (DOMAIN.md 1.3): envelope, token, answers. */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { formatCompact } from '../domain/day.ts';

/** One set serves both directions. DataSecret and its IV are 16 bytes of UTF-8. */
export interface Secrets {
  operatorSecret: string;
  dataSecret: string;
  dataIv: string;
  sigSecret: string;
}

export interface Envelope {
  OperatorID: string;
  Data: string;
  TimeStamp: string;
  Seq: string;
  Sig: string;
}

export interface Answer {
  Ret: number;
  Msg: string;
  Data: string;
  Sig: string;
}

/** AES-128-CBC with PKCS7 padding, Base64. */
export function encrypt(
  { dataSecret, dataIv }: Pick<Secrets, 'dataSecret' | 'dataIv'>,
  text: string,
): string {
  const cipher = createCipheriv('aes-128-cbc', dataSecret, dataIv);
  return cipher.update(text, 'utf8', 'base64') + cipher.final('base64');
}

/** Throws on what these secrets did not encrypt. */
export function decrypt(
  { dataSecret, dataIv }: Pick<Secrets, 'dataSecret' | 'dataIv'>,
  data: string,
): string {
  const decipher = createDecipheriv('aes-128-cbc', dataSecret, dataIv);
  return decipher.update(data, 'base64', 'utf8') + decipher.final('utf8');
}

/** HMAC-MD5 in upper-case hex, over the parts without separators. */
export function sign(sigSecret: string, ...parts: string[]): string {
  return createHmac('md5', sigSecret).update(parts.join(''), 'utf8').digest('hex').toUpperCase();
}

/** A signed request whose Data is `text` encrypted. `seq` restarts each second; `at` is epoch ms. */
export function envelope(
  operator: string,
  secrets: Secrets,
  text: string,
  at: number,
  seq: number,
): Envelope {
  const Data = encrypt(secrets, text);
  const TimeStamp = formatCompact(at);
  const Seq = String(seq).padStart(4, '0');
  const Sig = sign(secrets.sigSecret, operator, Data, TimeStamp, Seq);
  return { OperatorID: operator, Data, TimeStamp, Seq, Sig };
}

/** The JSON in an answer's Data. Throws where the signature is not the platform's. */
export function open(secrets: Secrets, answer: Answer): unknown {
  const expected = sign(secrets.sigSecret, String(answer.Ret), answer.Msg, answer.Data);
  if (expected !== answer.Sig.toUpperCase()) throw new Error(`answer ${answer.Ret} is wrongly signed`);
  return answer.Data === '' ? null : JSON.parse(decrypt(secrets, answer.Data));
}
