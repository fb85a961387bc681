import { useState } from 'react';
import type { Output } from '../../domain/contract.ts';
import frame from '../desk/frame.module.css';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import { Part } from './CaseDetail.tsx';
import s from './road.module.css';

/** Sealed fields of a case or check: opened by right, for a reason that is written down, and put away again. */
export function PersonalFields({
  document,
  entry,
  body,
  may,
}: {
  document: string;
  entry: string;
  body: Record<string, unknown>;
  may: boolean;
}) {
  const t = useText().road;
  const call = useCall();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [read, setRead] = useState<Output<'personal.open'> | null>(null);
  if (typeof body.personal !== 'object' || body.personal === null) return null;
  const send = () => {
    if (reason.trim() === '') return `${t.personalReason}：${t.required}`;
    return call('personal.open', { document, entry, reason: reason.trim() }).then(setRead);
  };
  return (
    <Part title={t.personal}>
      <p className={frame.quiet}>{t.personalHint}</p>
      {read ? (
        <Opened of={read} onClose={() => setRead(null)} />
      ) : asking ? (
        <ActForm
          title={t.personalOpen}
          send={send}
          onDone={() => setAsking(false)}
          onCancel={() => setAsking(false)}
        >
          <Field label={t.personalReason} value={reason} onChange={setReason} />
        </ActForm>
      ) : (
        may && (
          <div className={frame.acts}>
            <button type="button" onClick={() => setAsking(true)}>
              {t.personalOpen}
            </button>
          </div>
        )
      )}
    </Part>
  );
}

function Opened({ of, onClose }: { of: Output<'personal.open'>; onClose(): void }) {
  const t = useText().road;
  const fields = Object.entries(of.personal ?? {}).filter(([name]) => t.personalField[name] !== undefined);
  return (
    <>
      {of.state !== 'open' && <p>{t.personalState[of.state]}</p>}
      {of.state === 'open' && fields.length === 0 && <p>{t.personalNone}</p>}
      <dl className={frame.facts}>
        {fields.map(([name, value]) => (
          <div key={name} className={s.fact}>
            <dt>{t.personalField[name]}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={frame.quiet}>{t.personalUntil(of.until)}</p>
      <div className={frame.acts}>
        <button type="button" onClick={onClose}>
          {t.close}
        </button>
      </div>
    </>
  );
}
