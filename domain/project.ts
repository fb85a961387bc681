import { z } from 'zod';
import { dayOf } from './day.ts';
import type { Fold } from './fold.ts';
import { readClock } from './ledger/clock.ts';
import type { Entry } from './ledger/entry.ts';
import { Day, Id } from './shape.ts';

/** Charging-station projects and their pipeline (DOMAIN.md 7; our design): the ledger `projects`. */
export const PROJECT_STAGES = [
  { zh: '选址', en: 'siting' },
  { zh: '备案', en: 'filing' },
  { zh: '用地', en: 'land' },
  { zh: '电力报装', en: 'power' },
  { zh: '施工', en: 'construction' },
  { zh: '验收', en: 'acceptance' },
  { zh: '平台接入', en: 'platform' },
  { zh: '投运', en: 'in service' },
  { zh: '省补申报', en: 'provincial subsidy' },
  { zh: '停运拆除', en: 'dismantled' },
] as const;
/** 投运: what stands before it is 在建 and counts towards no goal. */
export const COMMISSIONED_STAGE = 7;
const DISMANTLED_STAGE = 9;

const Stage = z.number().int().min(0).max(DISMANTLED_STAGE);
const Count = z.number().int().nonnegative();

/** Body of `project.stated`. `dueOn`: when the stage it stands at is to be done. */
export const ProjectStated = z.looseObject({
  name: Id,
  county: z.string().max(16).nullish(),
  /** StationID of T/CEC 102 once it reports. */
  station: z.string().max(64).nullish(),
  stage: Stage.optional(),
  piles: Count.optional(),
  guns: Count.optional(),
  dueOn: Day.nullish(),
});

/** Body of `project.advanced`. */
export const ProjectAdvanced = z.looseObject({
  to: Stage,
  on: Day.optional(),
  station: z.string().max(64).nullish(),
  dueOn: Day.nullish(),
});

export type Project = {
  id: string;
  name: string;
  county: string | null;
  station: string | null;
  stage: number;
  /** First day at each stage that it reached. */
  reached: [stage: number, on: string][];
  piles: number;
  guns: number;
  dueOn: string | null;
};

/**
 * A project from the entries of its subject. The furthest stage counts, not the later clock; its date is that of the
 * entry that reached it. Of statements the last by clock holds.
 */
function foldProject(entries: readonly Entry[]): Project | null {
  let project: Project | null = null;
  const reached = new Map<number, string>();
  const due = new Map<number, string | null>();
  let station: string | null = null;
  const reach = (stage: number, on: string, dueOn: string | null | undefined) => {
    const before = reached.get(stage);
    if (before === undefined || on < before) reached.set(stage, on);
    if (dueOn !== undefined) due.set(stage, dueOn);
  };
  for (const entry of entries) {
    const on = dayOf(readClock(entry.at).ms);
    if (entry.kind === 'project.stated') {
      const body = ProjectStated.safeParse(entry.body);
      if (!body.success) continue;
      const { name, county, stage, piles, guns, dueOn } = body.data;
      reach(stage ?? 0, on, dueOn);
      station = body.data.station ?? station;
      project = {
        id: entry.subject,
        name,
        county: county ?? null,
        station,
        stage: 0,
        reached: [],
        piles: piles ?? 0,
        guns: guns ?? 0,
        dueOn: null,
      };
    } else {
      const body = ProjectAdvanced.safeParse(entry.body);
      if (!body.success) continue;
      reach(body.data.to, body.data.on ?? on, body.data.dueOn);
      station = body.data.station ?? station;
    }
  }
  if (!project) return null;
  const steps = [...reached].sort(([a], [b]) => a - b);
  const stage = steps.at(-1)![0];
  return { ...project, station, stage, reached: steps, dueOn: due.get(stage) ?? null };
}

export const projectFold: Fold<Project> = {
  noun: 'project',
  version: 1,
  family: 'projects',
  takes: (kind) => kind === 'project.stated' || kind === 'project.advanced',
  subject: (entry) => entry.subject,
  fold: foldProject,
};

/** The stage on a day: the furthest that it had reached by then; null before its first. */
export function stageOn(project: Project, day: string): number | null {
  const steps = project.reached.filter(([, on]) => on <= day);
  return steps.at(-1)?.[0] ?? null;
}

/** In service on a day: commissioned, and not dismantled. */
export function commissionedOn(project: Project, day: string): boolean {
  const stage = stageOn(project, day);
  return stage !== null && stage >= COMMISSIONED_STAGE && stage < DISMANTLED_STAGE;
}

/** Projects behind the date of the stage they stand at, the latest first. */
export function lateProjects(projects: readonly Project[], day: string): Project[] {
  const late = projects.filter(
    (project) => project.stage < COMMISSIONED_STAGE && project.dueOn !== null && project.dueOn < day,
  );
  return late.sort((a, b) => (a.dueOn! < b.dueOn! ? -1 : a.dueOn! > b.dueOn! ? 1 : a.id < b.id ? -1 : 1));
}
