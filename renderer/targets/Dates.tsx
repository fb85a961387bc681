const DATE = /((?:\d{4}-)?\d{2}-\d{2})/;

/** A sentence in which no date is broken over two lines. */
export function Dates({ children }: { children: string }) {
  return children.split(DATE).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the sentence
      <span key={index} className="nowrap">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

/** A day of this year without its year. */
export function dayShort(day: string, today: string): string {
  return day.slice(0, 4) === today.slice(0, 4) ? day.slice(5) : day;
}
