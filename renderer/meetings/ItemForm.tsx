import { useRef, useState } from 'react';
import { Ask, type MeetingItem, type MeetingView, Section } from '../../domain/contract/meetings.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { ChoiceField, InputField } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import { scenes } from '../wall/scenes.ts';
import { FocusField } from './FocusField.tsx';
import s from './meetings.module.css';

/** An item of the agenda: what is asked, how long, who reports, what the wall shows, whether papers are asked for. */
export function ItemForm({
  view,
  item,
  onDone,
  onCancel,
}: {
  view: MeetingView;
  /** The one to change; a new one without it. */
  item?: MeetingItem;
  onDone(said: string): void;
  onCancel(): void;
}) {
  const text = useText();
  const t = text.meetings;
  const call = useCall();
  const [title, setTitle] = useState(item?.title ?? '');
  const [section, setSection] = useState(item?.section ?? ('matters' as Section));
  const [ask, setAsk] = useState<Ask>(item?.ask ?? 'hear');
  const [minutes, setMinutes] = useState(String(item?.minutes ?? 5));
  const [unit, setUnit] = useState(item?.unit ?? '');
  const [person, setPerson] = useState(item?.person ?? '');
  const [scene, setScene] = useState(item?.scene?.scene ?? '');
  const [params, setParams] = useState(item?.scene?.params ?? {});
  const [paper, setPaper] = useState({ due: item?.paper.due ?? false, sent: item?.paper.sent ?? false });
  // What was made before a later step failed is changed by the next attempt, not made twice.
  const known = useRef(item?.id);
  const send = () => {
    if (title.trim() === '') return `${t.item.title}：${t.stepForm.required}`;
    const length = Number(minutes);
    if (!(length >= 0 && length <= 600) || minutes.trim() === '') return t.item.badMinutes;
    const bound = scene === '' ? null : { scene, params };
    const change = { section, title: title.trim(), ask, minutes: length, scene: bound };
    return call('meeting.item', {
      ...{ meeting: view.id, ...change, unit: unit.trim(), person: person.trim() },
      ...(known.current === undefined ? {} : { item: known.current }),
    }).then(async ({ id }) => {
      known.current = id;
      const { due, sent } = item?.paper ?? { due: false, sent: false };
      if (paper.due !== due || paper.sent !== sent)
        await call('meeting.paper', { meeting: view.id, item: id, ...paper });
      if (!item) await place(id);
    });
  };
  /** A new item stands where its section does: before comment and read-back, not behind them. */
  const place = async (id: string) => {
    const rank = Section.options.indexOf(section);
    const ids = view.items.map((each) => each.id);
    const at = view.items.findIndex((each) => Section.options.indexOf(each.section) > rank);
    if (at >= 0) await call('meeting.order', { meeting: view.id, items: ids.toSpliced(at, 0, id) });
  };
  const word = item ? t.changeItem : t.addItem;
  return (
    <ActForm level="h2" title={word} send={send} onDone={() => onDone(t.done(word))} onCancel={onCancel}>
      <Field label={t.item.title} value={title} onChange={setTitle} />
      <div className={s.row}>
        <ChoiceField
          label={t.item.section}
          value={section}
          options={Section.options.map((each): [Section, string] => [each, t.section[each]])}
          onChange={setSection}
        />
        <ChoiceField
          label={t.item.ask}
          value={ask}
          options={Ask.options.map((each): [Ask, string] => [each, text.chair.ask[each]])}
          onChange={setAsk}
        />
        <InputField label={t.item.minutes} value={minutes} onChange={setMinutes} type="number" />
      </div>
      <div className={s.row}>
        <Field label={t.item.unit} value={unit} onChange={setUnit} />
        <Field label={t.item.person} value={person} onChange={setPerson} />
        <ChoiceField
          label={t.item.scene}
          value={scene}
          options={[['', t.noScene], ...scenes.map((each): [string, string] => [each.id, each.title(text)])]}
          onChange={setScene}
        />
      </div>
      {scene !== '' && (
        <div className={s.row}>
          <FocusField params={params} onChange={setParams} />
        </div>
      )}
      <p className={s.checks}>
        {(['due', 'sent'] as const).map((each) => (
          <label key={each}>
            <input
              type="checkbox"
              checked={paper[each]}
              onChange={(event) => setPaper({ ...paper, [each]: event.target.checked })}
            />
            {each === 'due' ? t.item.paperDue : t.item.paperSent}
          </label>
        ))}
      </p>
    </ActForm>
  );
}
