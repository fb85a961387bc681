import type { ComponentType } from 'react';
import type { FocusKind } from '../../domain/focus.ts';
import type { Text } from '../text.ts';
import { ActionsScene } from './actions/ActionsScene.tsx';
import { Charging } from './charging/Charging.tsx';
import { Enforcement } from './enforcement/Enforcement.tsx';
import type { Brought } from './focus.ts';
import { FoundCases, FoundGates, FoundPlaces, FoundStations, FoundTasks } from './found.tsx';
import { Gates } from './gates/Gates.tsx';
import { GatesHead } from './gates/GatesHead.tsx';
import { GoalsScene } from './goals/GoalsScene.tsx';
import { MapScene } from './map/MapScene.tsx';
import { Headline } from './overview/Headline.tsx';
import { Overview } from './overview/Overview.tsx';

/** A scene gets the day to look back at, or null for live; it fills the room between masthead and alarm strip. */
export interface SceneProps {
  date: string | null;
  /** What it brings out of all that it shows; null: nothing. */
  of: Brought | null;
}

export interface Scene {
  /** As `wall.send` names it. */
  id: string;
  route: string;
  title(t: Text): string;
  /** What it is about, beside its title. */
  subtitle?(t: Text): string;
  /** Seconds that it stays in the rotation. */
  dwell: number;
  component: ComponentType<SceneProps>;
  /** What stands in the masthead in place of the title: the overview's headline, the gates' legend. */
  head?: ComponentType<{ date: string | null }>;
  /** What it can bring out, and how it says what there is of it here. */
  brings?: readonly FocusKind[];
  found?: ComponentType<{ of: Brought; date: string | null }>;
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
    brings: ['enterprise', 'county'],
    found: FoundGates,
  },
  {
    id: 'charging',
    route: '/wall/charging',
    title: (t) => t.charging.title,
    subtitle: (t) => t.charging.subtitle,
    dwell: 36,
    component: Charging,
    brings: ['station', 'county'],
    found: FoundStations,
  },
  {
    id: 'enforcement',
    route: '/wall/enforcement',
    title: (t) => t.enforcement.title,
    subtitle: (t) => t.enforcement.subtitle,
    dwell: 36,
    component: Enforcement,
    brings: ['enterprise', 'station', 'county'],
    found: FoundCases,
  },
  {
    id: 'goals',
    route: '/wall/goals',
    title: (t) => t.goals.title,
    subtitle: (t) => t.goals.subtitle,
    dwell: 30,
    component: GoalsScene,
  },
  {
    id: 'actions',
    route: '/wall/actions',
    title: (t) => t.actions.title,
    subtitle: (t) => t.actions.wall.subtitle,
    dwell: 48,
    component: ActionsScene,
    brings: ['enterprise', 'station', 'county'],
    found: FoundTasks,
  },
  {
    id: 'map',
    route: '/wall/map',
    title: (t) => t.map.title,
    dwell: 30,
    component: MapScene,
    brings: ['enterprise', 'station', 'county'],
    found: FoundPlaces,
  },
];
