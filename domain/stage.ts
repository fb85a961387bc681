/**
 * The stages of a case (DOMAIN.md 5.5): which there are, and what may follow what. Our design, not law; the legal
 * limits of days stand in case.ts.
 */
export const CASE_KINDS = ['restricted_road', 'emission_over_limit', 'black_smoke', 'gate'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** The chain from clue to closing, then the branches that leave it. */
export const STAGES = [
  'clue',
  'evidence',
  'review',
  'handed_to_police',
  'entered',
  'penalty',
  'handed_to_transport',
  'repair',
  'recheck',
  'closed',
  'returned',
  'false_alarm',
  'handed_elsewhere',
  'reminded',
  'repair_overdue',
] as const;
export type Stage = (typeof STAGES)[number];

export const STAGE_NAMES: Record<Stage, { zh: string; en: string }> = {
  clue: { zh: '线索', en: 'clue' },
  evidence: { zh: '取证固定', en: 'evidence' },
  review: { zh: '审核', en: 'review' },
  handed_to_police: { zh: '移送公安', en: 'handed to police' },
  entered: { zh: '录入告知', en: 'entered, owner notified' },
  penalty: { zh: '处罚决定', en: 'penalty' },
  handed_to_transport: { zh: '移送交通', en: 'handed to transport' },
  repair: { zh: 'M站维修', en: 'repair' },
  recheck: { zh: '复检', en: 'recheck' },
  closed: { zh: '销号', en: 'closed' },
  returned: { zh: '证据不足退回', en: 'returned for evidence' },
  false_alarm: { zh: '误报', en: 'false alarm' },
  handed_elsewhere: { zh: '异地车移交', en: 'handed to another city' },
  reminded: { zh: '首次提醒', en: 'first reminder, no fine' },
  repair_overdue: { zh: '逾期未修', en: 'repair overdue' },
};

const ENDS: readonly Stage[] = ['closed', 'false_alarm', 'handed_elsewhere', 'reminded'];

/** Every kind: from clue to penalty, with the branches. A camera's clue may bring its evidence along. */
const COMMON: Partial<Record<Stage, readonly Stage[]>> = {
  clue: ['evidence', 'review', 'false_alarm'],
  evidence: ['review', 'false_alarm'],
  review: ['handed_to_police', 'returned', 'false_alarm', 'handed_elsewhere', 'reminded'],
  handed_to_police: ['entered', 'returned', 'false_alarm', 'handed_elsewhere', 'reminded'],
  entered: ['penalty', 'returned', 'reminded'],
  returned: ['evidence'],
};
/** Emission cases go on to repair and recheck: 环保取证、公安处罚、交通维修 (DOMAIN.md 5.4). */
const EMISSION: Partial<Record<Stage, readonly Stage[]>> = {
  ...COMMON,
  penalty: ['handed_to_transport', 'handed_elsewhere'],
  handed_to_transport: ['repair', 'repair_overdue', 'handed_elsewhere'],
  repair: ['recheck', 'repair_overdue'],
  repair_overdue: ['repair'],
  recheck: ['closed', 'repair'],
};
const ROAD: Partial<Record<Stage, readonly Stage[]>> = { ...COMMON, penalty: ['closed', 'handed_elsewhere'] };
/** A gate's case stays with the environment bureau: reviewed, then closed or punished. */
const GATE: Partial<Record<Stage, readonly Stage[]>> = {
  clue: ['evidence', 'review', 'false_alarm'],
  evidence: ['review', 'false_alarm'],
  review: ['penalty', 'closed', 'returned', 'false_alarm'],
  penalty: ['closed'],
  returned: ['evidence'],
};

const MACHINES: Record<CaseKind, Partial<Record<Stage, readonly Stage[]>>> = {
  restricted_road: ROAD,
  emission_over_limit: EMISSION,
  black_smoke: EMISSION,
  gate: GATE,
};

/** What may follow a stage of a case of this kind; nothing after an end. */
export function nextStages(kind: CaseKind, stage: Stage): readonly Stage[] {
  return MACHINES[kind][stage] ?? [];
}

export function isEnd(stage: Stage): boolean {
  return ENDS.includes(stage);
}

/** Who has a case in hand at a stage (DOMAIN.md 5.5: each hand-over has a sender, a receiver and a clock). */
export type Holder = 'environment' | 'police' | 'transport' | 'nobody';
const HOLDERS: Partial<Record<Stage, Holder>> = {
  handed_to_police: 'police',
  entered: 'police',
  penalty: 'police',
  handed_to_transport: 'transport',
  repair: 'transport',
  repair_overdue: 'transport',
};

/** A road case is the police's own from its review on; what has ended nobody holds. */
export function holderOf(kind: CaseKind, stage: Stage): Holder {
  if (isEnd(stage)) return 'nobody';
  if (kind === 'restricted_road' && stage === 'review') return 'police';
  return HOLDERS[stage] ?? 'environment';
}

/** Reads a stage by its code or its Chinese name. */
export function stageOf(text: string): Stage | null {
  return STAGES.find((stage) => stage === text || STAGE_NAMES[stage].zh === text) ?? null;
}

/** How far along the chain a stage is; a branch is behind every stage of the chain. */
export function reach(stage: Stage): number {
  const place = STAGES.indexOf(stage);
  const last = STAGES.indexOf('closed');
  return place <= last ? place : last - place;
}
