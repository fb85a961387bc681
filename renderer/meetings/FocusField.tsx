import { COUNTIES } from '../../domain/county.ts';
import { type Focus, focusOf, WHOLE } from '../../domain/focus.ts';
import { ChoiceField } from '../parts/fields.tsx';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useToday } from '../wall/today.ts';

type Params = Record<string, string>;
const KINDS = ['county', 'enterprise', 'station'] as const;
type Kind = (typeof KINDS)[number];

/** What the scene brings out: what the item is about, nothing, or one county, enterprise or station. */
export function FocusField({ params, onChange }: { params: Params; onChange(params: Params): void }) {
  const t = useText().meetings.item;
  const names = useFocusNames();
  const rest = Object.fromEntries(
    Object.entries(params).filter(([key]) => key !== 'focus' && !KINDS.includes(key as Kind)),
  );
  const focus = focusOf(params);
  const value = focus ? `${focus.kind}/${focus.ids.join(',')}` : params.focus === WHOLE.focus ? 'none' : '';
  const options: [string, string][] = [
    ['', t.focusOfItem],
    ['none', t.focusNone],
    ...KINDS.flatMap((kind) =>
      names[kind].map(([id, name]): [string, string] => [`${kind}/${id}`, `${t.focusKind[kind]}　${name}`]),
    ),
  ];
  // What stands there and is in no list is shown by its ids: several, or one that is not known here.
  if (focus && !options.some(([key]) => key === value))
    options.push([value, `${t.focusKind[focus.kind]}　${namesOf(focus, names)}`]);
  const choose = (chosen: string) => {
    if (chosen === '') return onChange(rest);
    if (chosen === 'none') return onChange({ ...rest, ...WHOLE });
    const cut = chosen.indexOf('/');
    onChange({ ...rest, [chosen.slice(0, cut)]: chosen.slice(cut + 1) });
  };
  return <ChoiceField label={t.focus} value={value} options={options} onChange={choose} />;
}

/** Names of what is brought out; an id that no list has is shown as it is. */
export function namesOf({ kind, ids }: Focus, names: Names): string {
  return ids.map((id) => names[kind].find(([of]) => of === id)?.[1] ?? id).join('、');
}

type Names = Record<Kind, [id: string, name: string][]>;

/** What can be brought out, by name. */
export function useFocusNames(): Names {
  const { language } = usePlace();
  const rows = useQuery('gates.day', { date: useToday(null) }).value?.rows ?? [];
  const stations = useQuery('chargers.now', {}).value?.stations ?? [];
  const byName = (list: [string, string][]) => list.sort(([, a], [, b]) => a.localeCompare(b, 'zh'));
  return {
    county: COUNTIES.map(({ code, short, en }) => [code, language === 'zh' ? short : en]),
    enterprise: byName(rows.map((row) => [row.enterprise, row.shortName])),
    station: byName(stations.map((each) => [each.station, each.name])),
  };
}
