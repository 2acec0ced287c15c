import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Dataset } from '../../../data/dataset.js';
import { dark } from '../../theme.js';
import { paintMap } from '../paint-map.js';
import { useWidth } from '../use-width.js';
import { border } from './border.js';
import { closeness } from './closeness.js';
import type { DecisionGrid } from './decision-grid.js';
import { ticksOf } from './ticks.js';

const ROOM = { top: 8, right: 8, bottom: 40, left: 46 };
const LARGEST = 460;
/** More points cannot be told apart; of more, as many are drawn from all parts of the data. */
export const MOST_POINTS = 2000;

/** What the picture shows. */
export interface MapPictureProps {
  readonly grid: DecisionGrid;
  /** Null until the first map of this grid is there. */
  readonly values: Float64Array | null;
  readonly points: Dataset | null;
  readonly names: readonly [string, string];
  readonly label: string;
}

const tickText = (value: number) => String(value).replace('-', '−');

/** E over two features as colours, with the border between labels and the validation points. */
export function MapPicture({ grid, values, points, names, label }: MapPictureProps) {
  const { place, width } = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const side = Math.max(0, Math.min(LARGEST, width - ROOM.left - ROOM.right));
  const { size, x, y } = grid;
  const isDark = dark.value;
  // The theme's colours are read from the page when it has changed them.
  useEffect(() => paintMap(canvas.current as HTMLCanvasElement, size, values), [values, size, isDark]);
  useEffect(() => {
    const { style } = canvas.current as HTMLCanvasElement;
    style.width = `${side}px`;
    style.height = `${side}px`;
  }, [side]);

  const toX = (value: number) => ROOM.left + (side * (value - x.from)) / (x.to - x.from);
  const toY = (value: number) => ROOM.top + (side * (y.to - value)) / (y.to - y.from);
  const cell = (at: number) => ((at + 0.5) / size) * side;
  const line = useMemo(() => {
    if (values === null) return '';
    const pieces = border(values, size);
    const point = (a: number, b: number) =>
      `${(ROOM.left + cell(a)).toFixed(1)} ${(ROOM.top + side - cell(b)).toFixed(1)}`;
    return pieces.map(([x1, y1, x2, y2]) => `M${point(x1, y1)}L${point(x2, y2)}`).join('');
  }, [values, size, side]);
  const marks = useMemo(() => {
    if (points === null || side === 0) return null;
    const near = closeness(points, grid);
    const count = Math.min(points.length, MOST_POINTS);
    return Array.from({ length: count }, (_, i) => {
      const n = Math.floor((i * points.length) / count);
      const row = n * points.features;
      const own = points.labels[n] > 0 ? 'plus' : 'minus';
      return (
        <circle
          key={n}
          class={`point ${own}`}
          cx={toX(points.rows[row + grid.across]).toFixed(1)}
          cy={toY(points.rows[row + grid.up]).toFixed(1)}
          r={1.5 + 2.5 * near[n]}
          opacity={(0.25 + 0.75 * near[n]).toFixed(2)}
        />
      );
    });
  }, [points, grid, side]);
  return (
    <div ref={place} class="map-box" role="img" aria-label={label}>
      <canvas ref={canvas} class="map" />
      <svg width={side + ROOM.left + ROOM.right} height={side + ROOM.top + ROOM.bottom} aria-hidden="true">
        {marks}
        <path class="border" d={line} />
        <rect class="frame" x={ROOM.left} y={ROOM.top} width={side} height={side} />
        {ticksOf(x).map((value) => (
          <text key={value} class="axis-text" x={toX(value)} y={ROOM.top + side + 16}>
            {tickText(value)}
          </text>
        ))}
        {ticksOf(y).map((value) => (
          <text key={value} class="axis-text left" x={ROOM.left - 6} y={toY(value) + 4}>
            {tickText(value)}
          </text>
        ))}
        <text class="axis-name" x={ROOM.left + side / 2} y={ROOM.top + side + 34}>
          {names[0]}
        </text>
        <text class="axis-name" transform={`translate(12 ${ROOM.top + side / 2}) rotate(-90)`}>
          {names[1]}
        </text>
      </svg>
    </div>
  );
}
