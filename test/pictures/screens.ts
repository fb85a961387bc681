import type { Page } from 'playwright-core';
import * as tasks from '../browser/actions.fixtures.ts';
import * as source from '../browser/enterprises.fixtures.ts';
import { field } from '../browser/field.fixtures.ts';
import * as wall from '../browser/fixtures.ts';
import * as meeting from '../browser/meeting.fixtures.ts';
import * as people from '../browser/people.fixtures.ts';
import * as road from '../browser/road.fixtures.ts';
import { me } from '../browser/scenes.fixtures.ts';
import type { Answers } from '../browser/stand.ts';
import * as targets from '../browser/targets.fixtures.ts';
import { trial } from '../browser/targets.fixtures.ts';

/** A picture of a screen, kept as `docs/<name>-<width>.png`. */
export interface Screen {
  name: string;
  route: string;
  sizes: readonly [width: number, height: number][];
  /** Answers that differ from the stand's usual ones. */
  answers?: Answers;
  /** What stands before the hash, `?lang=en`. */
  search?: string;
  /** What a person does on the page before the picture is taken. */
  first?(page: Page): Promise<void>;
}

const walls: Screen['sizes'] = [
  [1920, 1080],
  [3840, 1080],
];
const desk: Screen['sizes'] = [[1366, 768]];

/** Thursday 2024-12-05 14:32 on a wall: the scene of the mocks. */
const onWall: Answers = {
  'overview.now': wall.overview,
  'gates.day': wall.gatesDay,
  'feeds.status': wall.feeds,
  'alarms.now': wall.alarms,
  'wall.now': wall.rotating,
};

/** The meeting of the mocks in its fourth item, on the deputy's console. */
const inMeeting: Answers = {
  ...{ 'overview.now': wall.overview, 'gates.day': wall.gatesDay, 'alarms.now': wall.alarms },
  ...{ 'meeting.view': meeting.running, 'meeting.figures': meeting.figures, 'meetings.list': meeting.list },
  ...{ 'meetings.proposed': meeting.proposed, 'wall.now': meeting.wallFollows, 'targets.whatIf': trial },
  'actions.list': meeting.actions,
  me: { ...me, name: '周明川', post: 'deputy', acts: ['target.decide', 'meeting.create'] },
};

const atSource: Answers = {
  ...{ me: source.clerk, 'enterprises.list': source.list, 'enterprise.view': source.view },
  ...{
    'gates.trend': source.trend,
    'gateDays.closing': source.closingDay,
    'gates.doubtful': source.doubtful,
  },
  ...{ 'gateDays.disputes': source.disputes, 'gates.takes': source.takesNow, 'alerts.list': source.alerts },
};
/** A roadside check with its plate half keyed in, as in the mocks. */
async function keyPlate(page: Page): Promise<void> {
  for (const name of ['路检', '6', 'K', '8', '8', '黄'])
    await page.getByRole('button', { name, exact: true }).first().click();
}

/** Every picture that the README shows; a screen more is a line more. */
export const screens: readonly Screen[] = [
  ...['overview', 'gates', 'charging', 'enforcement', 'goals', 'actions', 'map'].map((scene) => ({
    ...{ name: scene, route: `/wall/${scene}`, sizes: walls, answers: onWall },
  })),
  {
    name: 'overview-alert',
    route: '/wall/overview',
    sizes: [[3840, 1080]],
    answers: { ...onWall, 'overview.now': wall.overviewAlert },
  },
  { name: 'tasks', route: '/actions/t3', sizes: desk, answers: tasks.answers },
  { name: 'road', route: '/road/cases/c1', sizes: desk, answers: road.answers },
  {
    ...{ name: 'road-rules', route: '/road/rules', sizes: desk },
    answers: { ...road.answers, me: road.office },
    first: (page) => page.getByRole('button', { name: '试算' }).click(),
  },
  {
    ...{ name: 'emissions', route: '/emissions/cases/e2', sizes: desk },
    answers: { ...road.answers, 'cases.desk': road.emissionDesk, 'cases.view': road.emission },
  },
  { name: 'handover', route: '/emissions/handover', sizes: desk, answers: road.answers },
  { name: 'checks', route: '/road/checks/k2', sizes: desk, answers: road.answers },
  { name: 'coverage', route: '/road/coverage', sizes: desk, answers: road.answers },
  { name: 'chair', route: '/chair', sizes: [[1920, 1080]], answers: inMeeting },
  { name: 'clerk', route: '/clerk', sizes: desk, answers: inMeeting },
  {
    ...{ name: 'meetings', route: '/meetings/m7', sizes: desk },
    answers: { ...inMeeting, 'meeting.view': meeting.draft, 'meetings.list': meeting.listAhead },
  },
  { name: 'enterprises', route: '/enterprises', sizes: desk, answers: atSource },
  { name: 'enterprise', route: '/enterprises/A', sizes: desk, answers: atSource },
  { name: 'gate-day', route: '/enterprises/day/2024-12-04/A', sizes: desk, answers: atSource },
  {
    ...{ name: 'targets', route: '/targets/request/p1', sizes: desk },
    answers: {
      ...targets.deskAnswers,
      me: { ...me, name: '周明川', post: 'deputy', acts: ['target.decide'] },
    },
  },
  {
    name: 'people',
    route: '/people',
    sizes: desk,
    answers: { me: people.admin, 'people.list': people.list },
  },
  { name: 'field', route: '/field', sizes: desk, answers: field, first: keyPlate },
  { name: 'field-day', route: '/field', sizes: desk, answers: field },
  { name: 'duty', route: '/duty', sizes: desk, first: (page) => page.click('[data-alarm=a3]') },
];
