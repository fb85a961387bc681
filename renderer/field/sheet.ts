import { isUnread } from '../../domain/plate.ts';
import { plateEntry } from '../../domain/plate-entry.ts';

/** What an inspector fills in, as it is kept while it is written. Numbers stay as they were typed. */
export interface Photo {
  sha256: string;
  small: string | null;
  kind: string;
  bytes: number;
  takenAt: string | null;
}

export interface Sheet {
  kind: 'emission' | 'road' | 'gate_count';
  /** ISO time at which it was begun, by this device's clock. */
  startedAt: string;
  place: string;
  county: string;
  zone: string;
  plate: string;
  colour: string;
  vehicleType: string;
  fuel: string;
  opacity: string;
  obd: string;
  after: string;
  enterprise: string;
  enterpriseName: string;
  gate: string;
  from: string;
  to: string;
  counted: string;
  green: string;
  lifts: string;
  otherGate: string;
  transfer: string;
  officers: { name: string; certificate: string }[];
  party: string;
  record: string;
  personName: string;
  personPhone: string;
  result: string;
  openCase: boolean;
  photos: Photo[];
}

export function newSheet(kind: Sheet['kind'], startedAt: string, last: Partial<Sheet> = {}): Sheet {
  const empty = { name: '', certificate: '' };
  return {
    ...{
      kind,
      startedAt,
      place: '',
      county: '',
      zone: '',
      plate: '豫H',
      colour: '',
      vehicleType: '',
      fuel: '',
    },
    ...{ opacity: '', obd: '', after: '', enterprise: '', enterpriseName: '', gate: '', from: '', to: '' },
    ...{ counted: '', green: '', lifts: '', otherGate: '', transfer: '', party: '', record: '' },
    ...{ officers: [empty, { ...empty }], personName: '', personPhone: '', result: '', openCase: false },
    photos: [],
    ...last,
  };
}

/** A sheet from what was kept, whatever an earlier version of it lacked. */
export function sheetOf(body: Record<string, unknown>): Sheet {
  const kind = body.kind === 'road' || body.kind === 'gate_count' ? body.kind : 'emission';
  return { ...newSheet(kind, ''), ...(body as Partial<Sheet>), kind };
}

export type Step =
  | 'place'
  | 'plate'
  | 'vehicle'
  | 'opacity'
  | 'obd'
  | 'after'
  | 'gate'
  | 'hour'
  | 'counts'
  | 'extras'
  | 'officers'
  | 'record'
  | 'result';

const STEPS: Record<Sheet['kind'], readonly Step[]> = {
  emission: ['place', 'plate', 'vehicle', 'opacity', 'obd', 'after', 'officers', 'record', 'result'],
  road: ['place', 'plate', 'vehicle', 'officers', 'record', 'result'],
  gate_count: ['gate', 'hour', 'counts', 'extras', 'officers', 'record', 'result'],
};
export const stepsOf = ({ kind }: Sheet): readonly Step[] => STEPS[kind];

/** Configured limit of opacity in %, where no rule says another (HJ 845, 依据待核). */
export const OPACITY_LIMIT = 30;

const number = (text: string): number | null => {
  const value = Number(text.replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : null;
};
export const overLimit = (sheet: Sheet): boolean => (number(sheet.opacity) ?? 0) > OPACITY_LIMIT;

/** Whether a step says enough. What may stay empty is done once it was passed: `record`, `after`, `obd`, `extras`. */
export function isDone(sheet: Sheet, step: Step): boolean {
  switch (step) {
    case 'place':
      return sheet.place.trim() !== '';
    case 'plate':
      return isUnread(sheet.plate) || ['whole', 'open'].includes(plateEntry(sheet.plate).state);
    case 'vehicle':
      return sheet.vehicleType !== '';
    case 'opacity':
      return number(sheet.opacity) !== null;
    case 'obd':
      return sheet.obd !== '';
    case 'after':
      return sheet.after !== '';
    case 'gate':
      return sheet.enterprise !== '' && sheet.gate.trim() !== '';
    case 'hour':
      return sheet.from !== '' && sheet.to !== '' && sheet.from < sheet.to;
    case 'counts':
      return (
        number(sheet.counted) !== null &&
        (sheet.green === '' || number(sheet.green)! <= number(sheet.counted)!)
      );
    case 'extras':
      return sheet.otherGate !== '' && sheet.transfer !== '';
    case 'officers':
      return sheet.officers.filter((each) => each.name.trim() !== '').length >= 2;
    case 'record':
      return sheet.party !== '';
    case 'result':
      return sheet.result !== '';
  }
}

/** Steps without which nothing is recorded; the others are lacks that the record shows. */
export function blocking(sheet: Sheet): Step[] {
  const needed: Step[] =
    sheet.kind === 'gate_count' ? ['gate', 'hour', 'counts', 'result'] : ['place', 'plate', 'result'];
  return needed.filter((step) => !isDone(sheet, step));
}

const whole = (text: string) => (number(text) === null ? undefined : Math.round(number(text)!));
const some = (text: string) => (text.trim() === '' ? undefined : text.trim());

/** The body of `check.record`: what was not filled in is not there. */
export function checkOf(sheet: Sheet, id: string, day: string): Record<string, unknown> {
  const opacity = number(sheet.opacity);
  const personal = some(sheet.personName) ?? some(sheet.personPhone);
  const time = (hour: string) => (hour === '' ? undefined : `${day}T${hour}:00+08:00`);
  const gate = sheet.kind === 'gate_count';
  const body: Record<string, unknown> = {
    ...{ id, kind: sheet.kind, result: sheet.result, at: sheet.startedAt },
    place: gate
      ? { name: `${sheet.enterpriseName} ${sheet.gate}`.trim(), county: some(sheet.county) }
      : {
          ...{ name: some(sheet.place), county: some(sheet.county), zone: some(sheet.zone) },
        },
    plate: gate || isUnread(sheet.plate) ? undefined : sheet.plate,
    plateColor: some(sheet.colour) && { system: 'TEXT', code: sheet.colour },
    ...{ vehicleType: some(sheet.vehicleType), fuel: some(sheet.fuel) },
    readings: opacity === null ? undefined : { btgdjg: opacity },
    limits: opacity === null ? undefined : { btgdxz: OPACITY_LIMIT },
    ...{ obd: some(sheet.obd), aftertreatment: some(sheet.after) },
    ...(gate && {
      ...{ enterprise: sheet.enterprise, gate: some(sheet.gate), from: time(sheet.from), to: time(sheet.to) },
      ...{ counted: whole(sheet.counted), green: whole(sheet.green), lifts: whole(sheet.lifts) },
      ...{ otherGate: yes(sheet.otherGate), transfer: yes(sheet.transfer) },
    }),
    officers: sheet.officers
      .filter((each) => each.name.trim() !== '')
      .map((each) => ({
        ...{ name: each.name.trim(), certificate: some(each.certificate) },
      })),
    record: some(sheet.party) && { party: sheet.party, text: some(sheet.record) },
    media: sheet.photos.map(({ sha256, small, kind, bytes, takenAt }) => ({
      sha256,
      small,
      kind,
      bytes,
      takenAt,
    })),
    personal: personal && { kind: 'party', name: some(sheet.personName), phone: some(sheet.personPhone) },
    case: sheet.openCase && sheet.result === 'unfit' && !gate ? caseIdOf(id) : undefined,
  };
  return JSON.parse(JSON.stringify(body)) as Record<string, unknown>;
}

const yes = (text: string) => (text === '' ? undefined : text === 'yes');

/** Of the check's own id, so that the same again opens no second case. */
export const caseIdOf = (check: string) => `case-${check}`;

export function caseOf(sheet: Sheet, id: string, check: Record<string, unknown>): Record<string, unknown> {
  const kind = sheet.kind === 'road' ? 'restricted_road' : 'emission_over_limit';
  const { plate, plateColor, vehicleType, place, readings, limits, media } = check;
  const body = {
    ...{ plate, plateColor, vehicleType, place, readings, limits, media },
    capturedAt: sheet.startedAt,
  };
  return JSON.parse(JSON.stringify({ ...body, id: caseIdOf(id), kind, check: id })) as Record<
    string,
    unknown
  >;
}
