import { useEffect, useMemo, useRef } from 'preact/hooks';
import { paintMap } from '../../panels/paint-map.js';
import type { TaskMap } from '../../questions/task/map.js';
import { dark } from '../../theme.js';
import type { ArmLook } from './arms.js';

/** What is nearly even is pale, and what is likely soon full. */
function shades(chances: ArrayLike<number>): number[] {
  return Array.from(chances, (chance) => Math.sign(chance - 0.5) * Math.sqrt(Math.abs(2 * chance - 1)));
}

/** One rival's map. */
export interface DecisionMapProps {
  readonly name: string;
  readonly look: ArmLook;
  /** Null until it is there. */
  readonly map: TaskMap | null;
  /** How it did, in words, over all that is there; null before anything is. */
  readonly reached: { readonly share: number; readonly of: string; readonly over: string } | null;
}

/** Units of the picture a side: points and rings are as large beside it whatever the screen. */
const UNITS = 320;

/** Which label a model gives where, with the rows that it gets wrong ringed. */
export function DecisionMap({ name, look, map, reached }: DecisionMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDark = dark.value;
  useEffect(() => {
    if (map !== null) paintMap(canvas.current as HTMLCanvasElement, map.size, shades(map.chances));
  }, [map, isDark]);
  const marks = useMemo(() => {
    if (map === null) return null;
    const { x, y, labels, isRight } = map.points;
    const at = (n: number) => ({ cx: (UNITS * x[n]).toFixed(1), cy: (UNITS * (1 - y[n])).toFixed(1) });
    return Array.from(labels, (label, n) => (
      <circle
        key={n}
        class={isRight[n] === 1 ? `right ${label > 0 ? 'plus' : 'minus'}` : 'wrong'}
        {...at(n)}
        r={isRight[n] === 1 ? 1.4 : 3.2}
      />
    ));
  }, [map]);
  const wrong = map === null ? 0 : map.points.isRight.filter((one) => one === 0).length;
  const count = map === null ? '' : `${wrong} of ${map.points.labels.length} wrong`;
  const label = map === null ? `${name}: being trained` : `${name}: ${count}, by the sign of the exact mean`;
  return (
    <figure class="task-map">
      <figcaption>
        <span class={`key ${look}`} aria-hidden="true" />
        <b>{name}</b>
      </figcaption>
      <div class="task-map-room">
        <div class={map === null ? 'task-map-square waiting' : 'task-map-square'} role="img" aria-label={label}>
          <canvas ref={canvas} />
          {map !== null && (
            <svg viewBox={`0 0 ${UNITS} ${UNITS}`} aria-hidden="true">
              {map.cells > 1 &&
                Array.from({ length: map.cells - 1 }, (_, i) => {
                  const place = (UNITS * (i + 1)) / map.cells;
                  return <path key={place} class="cell-line" d={`M${place} 0V${UNITS}M0 ${place}H${UNITS}`} />;
                })}
              {marks}
            </svg>
          )}
        </div>
      </div>
      <p class="task-map-reached">
        {reached !== null && (
          <>
            <b>{(100 * reached.share).toFixed(1)} %</b> {reached.of}
            <span class="of-reader">, {reached.over}</span>
            <br />
          </>
        )}
        {map === null ? (
          <span class="muted">training …</span>
        ) : (
          <span class="muted">
            <span class="ring" aria-hidden="true" /> {count}
            <span class="of-reader"> by the exact mean</span>
          </span>
        )}
      </p>
    </figure>
  );
}
