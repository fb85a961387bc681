import { registerGates } from '../../sync-server/intake/gates.ts';
import { smallOffice } from './intake-office.ts';

/** An office of gates alone in a process of its own, to be killed. */
const small = await smallOffice(process.argv[2]!, (app, office) =>
  registerGates(app, office, { everyMs: 20, detailMs: 60 }),
);
process.send!({ url: small.url, token: small.operator });
