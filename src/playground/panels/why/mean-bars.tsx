/** A party's mean answer to a question. */
export interface MeanBar {
  readonly label: string;
  readonly party: 'a' | 'b';
  readonly mean: number;
}

const ROW = 22;
const HALF = 100;

/** Means from -1 to 1 as bars from the middle: all that parties with nothing shared can choose. */
export function MeanBars({ bars, label }: { readonly bars: readonly MeanBar[]; readonly label: string }) {
  const height = ROW * bars.length;
  return (
    <svg class="mean-bars" viewBox={`-145 -4 290 ${height + 26}`} role="img" aria-label={label}>
      {[-1, 0, 1].map((at) => (
        <g key={at} class="tick">
          <path d={`M${at * HALF} 0V${height}`} />
          <text class="axis-text" x={at * HALF} y={height + 16}>
            {at === -1 ? '−1' : at}
          </text>
        </g>
      ))}
      {bars.map(({ label: name, party, mean }, i) => (
        <g key={name} class={`bar ${party}`} transform={`translate(0 ${i * ROW})`}>
          <text class="name" x={-122} y={15.5}>
            {name}
          </text>
          <rect
            x={Math.min(0, mean * HALF)}
            y={4}
            width={Math.max(1.5, Math.abs(mean) * HALF)}
            height={ROW - 8}
            rx={2}
          />
        </g>
      ))}
    </svg>
  );
}
