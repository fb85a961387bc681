/** How a person gets onto a device: a one-time code of the office, a PIN of their own, a key that is made there. */

/** `<fingerprint of the office key>.<secret>`, as an administrator gives it out. */
const CODE = /^[0-9a-f]{16}\.[A-Za-z0-9_-]{16,64}$/;

/** A code as it was typed or pasted: what stands around it does not belong to it. */
export const codeTyped = (text: string): string => text.replace(/\s+/g, '');

/** Whether a text can be a code at all: a slip is told before anybody is asked. */
export const isCode = (text: string): boolean => CODE.test(text);

/** The fingerprint that a code carries: the office that is trusted. */
export const officeOf = (secret: string): string =>
  secret.includes('.') ? secret.slice(0, secret.indexOf('.')) : '';

/** A PIN is at least so long; what else is in it is its owner's. */
export const PIN_LEAST = 4;

export const isPin = (pin: string): boolean => pin.length >= PIN_LEAST;

/**
 * What the device's new key signs: that who holds it brought this code. With it an answer that was lost on the way can
 * be asked for again, and by nobody else. It is no entry's canonical form, so it can't be taken for one.
 */
export function enrolmentText({
  code,
  device,
  publicKey,
}: {
  code: string;
  device: string;
  publicKey: string;
}): string {
  return `enrolment\n${code}\n${device}\n${publicKey}`;
}

/** What an administrator's key signs when a code is asked for: a token alone, taken from a disk, makes no device. */
export function invitationText({
  person,
  device,
  at,
}: {
  person: string;
  device: string;
  at: number;
}): string {
  return `invitation\n${person}\n${device}\n${at}`;
}

/** A device whose clock is further than this from the office's is not enrolled before it is set. */
export const CLOCK_APART_MS = 5 * 60_000;

/** Why an office gives no certificate, in a word. */
export const ENROLMENT_REFUSALS = [
  'unknown_code',
  'other_office',
  'used',
  'taken_back',
  'expired',
  'left',
  'changed',
  'clock',
] as const;
export type EnrolmentRefusal = (typeof ENROLMENT_REFUSALS)[number];
