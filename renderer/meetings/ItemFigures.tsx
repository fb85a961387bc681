import { useState } from 'react';
import type { MeetingItem, MeetingView } from '../../domain/contract/meetings.ts';
import { FrozenTable } from '../chair/FrozenTable.tsx';
import { Trouble } from '../chair/Trouble.tsx';
import { mayDo, useActing } from '../chair/use-meeting.ts';
import { ChoiceField } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { type Choice, choices } from './figures.ts';
import s from './meetings.module.css';

/** The numbers that an item rests on: frozen one by one, frozen anew, taken out. */
export function ItemFigures({ view, item }: { view: MeetingView; item: MeetingItem }) {
  const t = useText().meetings;
  const acting = useActing();
  const [key, setKey] = useState<Choice['key']>('key');
  const now = useQuery('meeting.figures', { meeting: view.id }).value?.figures;
  const of = { meeting: view.id, item: item.id };
  const freeze = () => {
    const choice = choices.find((each) => each.key === key);
    if (!choice) return;
    const { query, path, unit } = choice;
    void acting.act('meeting.freeze', t.freeze, {
      ...{ ...of, query, path, label: t.figure[key], unit: t.figureUnit[unit] },
    });
  };
  const again = async () => {
    for (const { id, query, params, path, label, unit } of item.figures) {
      // The day is the one of the freezing; a figure of a past day stays that day's.
      const made = await acting.act('meeting.freeze', t.freezeAgain, {
        ...{ ...of, query, params, path, label, unit },
      });
      if (!made) return;
      await acting.act('meeting.unfreeze', t.freezeAgain, { ...of, figure: id });
    }
  };
  return (
    <section className={s.itemFigures} aria-label={t.frozen}>
      <FrozenTable figures={item.figures} now={now?.filter((each) => each.item === item.id)} />
      <Trouble acting={acting} />
      {mayDo(view, 'meeting.freeze') && (
        <div className={s.freeze}>
          <ChoiceField
            label={t.freezeWhich}
            value={key}
            options={choices.map((each): [Choice['key'], string] => [each.key, t.figure[each.key]])}
            onChange={setKey}
          />
          <button type="button" onClick={freeze}>
            {t.freeze}
          </button>
          {item.figures.length > 0 && (
            <button type="button" onClick={() => void again()}>
              {t.freezeAgain}
            </button>
          )}
          {item.figures.map(({ id, label }) => (
            <button
              key={id}
              type="button"
              className={s.small}
              onClick={() => void acting.act('meeting.unfreeze', t.unfreeze(label), { ...of, figure: id })}
            >
              {t.unfreeze(label)}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}
