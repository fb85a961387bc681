import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

/** The secrets that the office and one charging operator share, in both directions. */
export interface Secrets {
  /** OperatorSecret of query_token. */
  secret: string;
  /** AES key and IV, 16 bytes of UTF-8 each. */
  dataSecret: string;
  dataIv: string;
  sigSecret: string;
}

/** AES-128-CBC, PKCS 7, Base64 (T/CEC 102.4, appendix B). For compatibility alone: never treat it as security. */
export function encrypt(text: string, { dataSecret, dataIv }: Secrets): string {
  const cipher = createCipheriv('aes-128-cbc', dataSecret, dataIv);
  return cipher.update(text, 'utf8', 'base64') + cipher.final('base64');
}

/** Null for what was not encrypted with these secrets. */
export function decrypt(data: string, { dataSecret, dataIv }: Secrets): string | null {
  try {
    const decipher = createDecipheriv('aes-128-cbc', dataSecret, dataIv);
    return decipher.update(data, 'base64', 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}

/** HMAC-MD5, 32 hex digits in capitals (appendix C), over the parts as they stand in the envelope. */
export function signature(parts: (string | number)[], { sigSecret }: Secrets): string {
  return createHmac('md5', sigSecret).update(parts.join(''), 'utf8').digest('hex').toUpperCase();
}

/** Operators send either case (DOMAIN.md 1.7). */
export function sameSignature(given: string, wanted: string): boolean {
  const a = Buffer.from(given.toUpperCase());
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
