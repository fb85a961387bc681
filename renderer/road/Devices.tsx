import type { DevicesList } from '../../domain/contract/road.ts';
import frame from '../desk/frame.module.css';
import { Nothing } from '../desk/Nothing.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { Read } from './Read.tsx';
import s from './road.module.css';
import { Unconfirmed, useCounty } from './tags.tsx';

type Device = DevicesList['devices'][number];

/** Points and instruments, those that lack most first: what their records are worth as evidence today. */
export function Devices() {
  const t = useText().road;
  const answer = useQuery('devices.list', {});
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <main className={s.page} tabIndex={0} aria-label={t.devicesTitle}>
      <p className={frame.quiet}>{t.devicesHint}</p>
      <Read answer={answer}>
        {({ devices }) =>
          devices.length === 0 ? <Nothing title={t.devicesNone} hint="" /> : <Table devices={devices} />
        }
      </Read>
    </main>
  );
}

function Table({ devices }: { devices: readonly Device[] }) {
  const t = useText().road;
  const county = useCounty();
  const review = (of: Device['legalReview']) => (of === null ? t.lack : `${of.on} ${of.number ?? ''}`);
  return (
    <table className={s.table}>
      <caption className="sr-only">{t.devicesTitle}</caption>
      <thead>
        <tr>
          {Object.values(t.deviceHeads).map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {devices.map((each) => (
          <tr key={each.id}>
            <td>
              <b>{each.name}</b>
              <p>
                {t.deviceKind[each.kind] ?? each.kind}　{each.id}
              </p>
            </td>
            <td className="nowrap">{county(each.county)}</td>
            <td className="nowrap">{each.calibratedTo ?? t.lack}</td>
            <td>{review(each.legalReview)}</td>
            <td>{review(each.technicalReview)}</td>
            <td className="nowrap">{each.publishedOn ?? t.lack}</td>
            <td>
              {each.lacks.map((lack) => (
                <p key={lack}>{t.lacks[lack]}</p>
              ))}
              {each.lacks.length > 0 && <Unconfirmed />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
