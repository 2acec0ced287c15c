import { useWidth } from '../use-width.js';
import { BINS, binCounts } from './bins.js';

const HEIGHT = 112;
const ROOM = { top: 8, right: 8, bottom: 22, left: 26 };
const MOST = 16;

/** L E / w of the 16 inputs: what lies right of the middle is labelled rightly. */
export function MarginHistogram({
  title,
  ebits,
  margins,
}: {
  readonly title: string;
  readonly ebits: number;
  readonly margins: readonly number[];
}) {
  const { place, width } = useWidth<HTMLDivElement>();
  const counts = binCounts(margins, -1, 1, BINS);
  const right = margins.filter((margin) => margin > 0).length;
  const x = (value: number) => ROOM.left + ((width - ROOM.left - ROOM.right) * (value + 1)) / 2;
  const y = (count: number) => ROOM.top + ((HEIGHT - ROOM.top - ROOM.bottom) * (MOST - count)) / MOST;
  return (
    <figure class="histogram">
      <figcaption>
        <strong>{`Bell-${ebits}`}</strong>
        {`, ${title}: ${right} of 16 right`}
      </figcaption>
      <div ref={place}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} aria-hidden="true">
            {[0, 8, 16].map((count) => (
              <g key={count} class="tick">
                <path d={`M${ROOM.left} ${y(count)}H${width - ROOM.right}`} />
                <text class="axis-text left" x={ROOM.left - 6} y={y(count) + 4}>
                  {count}
                </text>
              </g>
            ))}
            {counts.map((count, bin) => {
              const from = -1 + (2 * bin) / BINS;
              return (
                <rect
                  key={bin}
                  class={`column bell-${ebits}`}
                  x={x(from) + 0.5}
                  y={y(count)}
                  width={x(from + 2 / BINS) - x(from) - 1}
                  height={y(0) - y(count)}
                />
              );
            })}
            <path class="middle" d={`M${x(0)} ${ROOM.top - 4}V${y(0)}`} />
            {[-1, 0, 1].map((value) => (
              <text key={value} class="axis-text" x={x(value)} y={HEIGHT - 6}>
                {value === -1 ? '−1' : value}
              </text>
            ))}
          </svg>
        )}
      </div>
    </figure>
  );
}
