/** The same figures as a table, behind each chart: read aloud where the chart is only seen. */
export function TableTwin({
  caption,
  heads,
  rows,
  className = 'sr-only',
}: {
  caption: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
  className?: string | undefined;
}) {
  return (
    <table className={className}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row[0]}>
            {row.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
              <td key={index}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
