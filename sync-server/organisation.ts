import { ORGANISATION } from '../domain/organisation.ts';
import type { Office } from './office.ts';

/** The plan's organisation, written down once: an id that stands already writes nothing. */
export function nameUnits(office: Office): void {
  office.replica.write(() => {
    for (const body of ORGANISATION)
      office.record('registry', 'unit.named', body.unit, body, `unit-${body.unit}-${body.from ?? '0'}`);
  });
}
