import { z } from 'zod';
import { Entry } from '../domain/ledger/entry.ts';
import { Trust } from '../domain/ledger/trust.ts';
import { Refusal } from '../domain/rpc.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Keys } from './keys.ts';
import { type Settings, saveSettings } from './settings.ts';

const Enrolled = z.object({
  token: z.string().min(1),
  person: z.string().min(1),
  name: z.string(),
  unit: z.string(),
  post: z.string(),
  certificate: Entry,
  office: Entry,
});

/** The office could not be asked; another try may do. */
export class Unreached extends Error {}

/**
 * Brings this device's public key and a person's one-time code to the office and takes back token and certificate.
 * Nothing of the answer is believed unless the office key is the one whose fingerprint the code carries, and the
 * certificate is that key's, for our key.
 * @throws {Refusal} `enrol` where the office refuses or is not the one of the code; {Unreached} where it is away.
 */
export async function enrol(folder: string, settings: Settings, keys: Keys): Promise<Settings> {
  const { code, device } = settings;
  if (code === null) return settings;
  const { alg, key, publicKey } = keys.publicKey;
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${settings.server}/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, alg, publicKey, device }),
      signal: AbortSignal.timeout(8000),
    });
    body = await response.json().catch(() => null);
  } catch (error) {
    throw new Unreached(`${settings.server} can't be reached`, { cause: error });
  }
  if (response.status >= 500) throw new Unreached(`${settings.server} answers ${response.status}`);
  if (!response.ok) {
    const said = z.object({ error: z.string() }).safeParse(body);
    throw new Refusal('enrol', said.success ? said.data.error : `the office answers ${response.status}`);
  }
  const parsed = Enrolled.safeParse(body);
  if (!parsed.success) throw new Refusal('enrol', 'what the office answered is no enrolment');
  const { token, person, name, unit, post, certificate, office } = parsed.data;
  const trust = new Trust(settings.root, [office, certificate], [], nodeCrypto);
  if (trust.office.size === 0)
    throw new Refusal('enrol', 'this is not the office of the code: its key has another fingerprint');
  const certified = trust.people.get(key);
  if (certified?.publicKey !== publicKey || certified.person !== person)
    throw new Refusal('enrol', 'the certificate that came back is not for this key');
  const enrolled = { ...settings, token, person, name, unit, post };
  saveSettings(folder, enrolled);
  return enrolled;
}
