import { TableTwin } from '../../parts/TableTwin.tsx';
import { useText } from '../../text.ts';
import s from './load.module.css';
import { ceiling, clockOf, type Load as LoadData, peak, quarters } from './load.ts';

/**
 * Guns over the day, a column a quarter hour: charging and plugged stand on the floor, fault and offline hang from
 * the ceiling of all guns. A quarter that nobody reported is an empty place over a dashed floor, never a zero.
 */
export function Load({ load, upTo, past }: { load: LoadData; upTo: number; past: boolean }) {
  const t = useText().charging;
  const title = past ? t.loadOf : t.load;
  const columns = quarters(load.samples, upTo);
  const top = ceiling(load.samples);
  const most = peak(load.samples);
  const missing = columns.filter((column) => column.is === 'gap').length;
  return (
    <section className={s.load} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <p>
          {most && <b>{t.peak(most.charging, most.at)}</b>}
          {top > 0 && <span>{t.ceiling(top)}</span>}
          {missing > 0 && (
            <span>
              <i className={s.gapKey} aria-hidden="true" />
              {t.missing(missing)}
            </span>
          )}
          {top === 0 && <span>{t.noLoad}</span>}
        </p>
      </header>
      <div className={s.columns} aria-hidden="true">
        {columns.map((column) => (
          <span key={column.index} className={s[column.is]}>
            {column.is === 'known' && (
              <>
                {column.fault > 0 && (
                  <i className={s.fault} style={{ height: `${(column.fault * 100) / top}%` }} />
                )}
                {column.offline > 0 && (
                  <i className={s.offline} style={{ height: `${(column.offline * 100) / top}%` }} />
                )}
                <i className={s.room} />
                <i className={s.plugged} style={{ height: `${(column.plugged * 100) / top}%` }} />
                <i className={s.charging} style={{ height: `${(column.charging * 100) / top}%` }} />
              </>
            )}
          </span>
        ))}
      </div>
      <p className={s.axis} aria-hidden="true">
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour} style={{ left: `${(hour * 100) / 24}%` }}>
            {hour}
          </span>
        ))}
      </p>
      <TableTwin
        caption={title}
        heads={[t.twin.hour, t.twin.charging, t.twin.plugged, t.twin.idle, t.twin.fault, t.twin.offline]}
        rows={load.samples.flatMap((sample, index) =>
          sample === null ? [] : [[clockOf(index), ...sample.map(String)]],
        )}
      />
    </section>
  );
}
