import { pino } from 'pino';
import { keepRound } from '../../sync-server/keep.ts';
import { openOffice } from '../../sync-server/server.ts';

/** One round over an office's folder, in a process that kills itself at the n-th word or the n-th file deleted. */
const [folder, now, at, n] = process.argv.slice(2) as [string, string, 'word' | 'file', string];
const office = openOffice(folder, () => Number(now), pino({ level: 'silent' }));
let left = Number(n);
const die = () => {
  if (--left === 0) process.kill(process.pid, 'SIGKILL');
};
if (at === 'word') {
  const certify = office.certify;
  office.certify = (...given) => {
    die();
    return certify(...given);
  };
} else {
  const remove = office.blobs.remove.bind(office.blobs);
  office.blobs.remove = (hash) => {
    die();
    remove(hash);
  };
}
await keepRound(office);
office.replica.close();
office.seals.close();
