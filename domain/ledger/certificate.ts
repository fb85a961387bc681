import { canonical, type Json } from './canonical.ts';

/** A key that the office answers for: its own, or a person's on a device. */
export interface Certificate {
  key: string;
  alg: string;
  publicKey: string;
  person: string | null;
  name: string | null;
  unit: string | null;
  post: string | null;
  roles: string[];
  /** ISO time after which nothing receipted counts; null without end. */
  until: string | null;
  /** The device that the key was made on. */
  device: string | null;
  entry: string;
}

/** A field of a body that anybody may have written; null where it is no text. */
export const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A certificate as an entry's body gives it; null where it has no key. `entry`: the id of that entry. */
export function certificateOf(body: Record<string, unknown>, entry: string): Certificate | null {
  const key = text(body.key);
  const publicKey = text(body.publicKey);
  if (key === null || publicKey === null) return null;
  return {
    key,
    alg: text(body.alg) ?? 'Ed25519',
    publicKey,
    person: text(body.person),
    name: text(body.name),
    unit: text(body.unit),
    post: text(body.post),
    roles: Array.isArray(body.roles) ? body.roles.filter((role) => typeof role === 'string') : [],
    until: text(body.until),
    device: text(body.device),
    entry,
  };
}

/** The same key for the same person with the same rights, whichever entry says so. */
export function sameCertificate(a: Certificate, b: Certificate): boolean {
  const bare = ({ entry: _, ...rest }: Certificate) => canonical(rest as unknown as Json);
  return bare(a) === bare(b);
}

/** Whether a certificate's end lies after an instant; an end that can't be read has passed. */
export function endsAfter(until: string, at: string): boolean {
  return Date.parse(at) <= Date.parse(until);
}
