import type { Office } from './office.ts';

/**
 * Who revokes a key at a console takes the device's token away too: the office follows what its registry says, from
 * the receipt on and at every start.
 */
export function keepRevocations(office: Office): void {
  const follow = () => {
    const { revoked, people } = office.receipts.trust();
    for (const key of revoked.keys()) {
      const certificate = people.get(key);
      if (certificate?.person && certificate.device)
        office.tokens.revokeDevice(certificate.person, certificate.device);
    }
  };
  follow();
  office.replica.onCommit((changes) => {
    if (changes.some(({ entries }) => entries.some(({ kind }) => kind === 'key.revoked'))) follow();
  });
}
