import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { TaskMap } from '../../questions/task/map.js';
import { dark } from '../../theme.js';
import type { ArmLook } from './arms.js';

/** Red, green and blue of a colour of the style sheet, which is written as `#rrggbb`. */
function rgbOf(name: string): readonly number[] {
  const text = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
}

/** Paints the chances, one pixel each; the page scales them. */
function paint(canvas: HTMLCanvasElement, { size, chances }: TaskMap): void {
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const [minus, middle, plus] = ['minus', 'middle', 'plus'].map((name) => rgbOf(`--label-${name}-ground`));
  const image = context.createImageData(size, size);
  chances.forEach((chance, pixel) => {
    const end = chance > 0.5 ? plus : minus;
    // What is nearly even is pale, and what is likely soon full.
    const part = Math.sqrt(Math.abs(2 * chance - 1));
    const row = size - 1 - Math.floor(pixel / size);
    const at = 4 * (row * size + (pixel % size));
    for (let i = 0; i < 3; i++) image.data[at + i] = Math.round(middle[i] + part * (end[i] - middle[i]));
    image.data[at + 3] = 255;
  });
  context.putImageData(image, 0, 0);
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
    if (map !== null) paint(canvas.current as HTMLCanvasElement, map);
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
