import type { ComponentType } from 'react';
import type { Text } from '../text.ts';
import { ActionsScene } from './actions/ActionsScene.tsx';
import { Charging } from './charging/Charging.tsx';
import { Enforcement } from './enforcement/Enforcement.tsx';
import { Gates } from './gates/Gates.tsx';
import { GatesHead } from './gates/GatesHead.tsx';
import { GoalsScene } from './goals/GoalsScene.tsx';
import { MapScene } from './map/MapScene.tsx';
import { Headline } from './overview/Headline.tsx';
import { Overview } from './overview/Overview.tsx';

/** A scene gets the day to look back at, or null for live; it fills the room between masthead and alarm strip. */
export interface SceneProps {
  date: string | null;
}

export interface Scene {
  /** As `wall.send` names it. */
  id: string;
  route: string;
  title(t: Text): string;
  /** Seconds that it stays in the rotation. */
  dwell: number;
  component: ComponentType<SceneProps>;
  /** What stands in the masthead in place of the title: the overview's headline, the gates' legend. */
  head?: ComponentType<SceneProps>;
}

/** The scenes in the order of the rotation. */
export const scenes: readonly Scene[] = [
  {
    id: 'overview',
    route: '/wall/overview',
    title: (t) => t.overview.title,
    dwell: 40,
    component: Overview,
    head: Headline,
  },
  {
    id: 'gates',
    route: '/wall/gates',
    title: (t) => t.gates.title,
    dwell: 48,
    component: Gates,
    head: GatesHead,
  },
  {
    id: 'charging',
    route: '/wall/charging',
    title: (t) => t.charging.title,
    dwell: 36,
    component: Charging,
  },
  {
    id: 'enforcement',
    route: '/wall/enforcement',
    title: (t) => t.enforcement.title,
    dwell: 36,
    component: Enforcement,
  },
  { id: 'goals', route: '/wall/goals', title: (t) => t.goals.title, dwell: 30, component: GoalsScene },
  {
    id: 'actions',
    route: '/wall/actions',
    title: (t) => t.actions.title,
    dwell: 48,
    component: ActionsScene,
  },
  { id: 'map', route: '/wall/map', title: (t) => t.map.title, dwell: 30, component: MapScene },
];
