import type { AlarmRow } from '../../domain/contract/operations.ts';

export const alarmStates = ['unacknowledged', 'acknowledged', 'returned', 'shelved', 'normal'] as const;
export type AlarmState = (typeof alarmStates)[number];
const priorities: readonly AlarmRow['priority'][] = ['high', 'medium', 'low'];

/** Unacknowledged first, then by priority, then the newest; ties by id. */
export function inOrder(alarms: readonly AlarmRow[]): AlarmRow[] {
  return [...alarms].sort(
    (a, b) =>
      alarmStates.indexOf(a.state) - alarmStates.indexOf(b.state) ||
      priorities.indexOf(a.priority) - priorities.indexOf(b.priority) ||
      Date.parse(b.raisedAt) - Date.parse(a.raisedAt) ||
      (a.id < b.id ? -1 : 1),
  );
}

export type Act = 'acknowledge' | 'assign' | 'shelve' | 'unshelve' | 'call' | 'nominate';

/** What can be done with an alarm in its state. Acknowledged, assigned and shelved are three facts. */
export function actsFor(alarm: AlarmRow): Act[] {
  switch (alarm.state) {
    case 'unacknowledged':
      return ['acknowledge', 'assign', 'shelve', 'call', 'nominate'];
    case 'returned':
      return ['acknowledge', 'call', 'nominate'];
    case 'acknowledged':
      return ['assign', 'shelve', 'call', 'nominate'];
    case 'shelved':
      return ['unshelve', 'assign', 'call', 'nominate'];
    case 'normal':
      return ['call'];
  }
}

/** Alarms that still ask for someone: what the tone sounds for. */
export function ringing(alarms: readonly AlarmRow[]): AlarmRow[] {
  return alarms.filter((alarm) => alarm.state === 'unacknowledged' && alarm.priority !== 'low');
}
