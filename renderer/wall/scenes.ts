import type { ComponentType } from 'react';
import type { Text } from '../text.ts';
import { Charging } from './charging/Charging.tsx';
import { Enforcement } from './enforcement/Enforcement.tsx';
import { GoalsScene } from './goals/GoalsScene.tsx';

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
];
