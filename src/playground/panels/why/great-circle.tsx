import type { Vector } from './answers.js';
import { type Plane, projected } from './plane.js';
import { ringLabels } from './ring-labels.js';

/** An arrow of the picture. */
export interface Arrow {
  readonly label: string;
  readonly party: 'a' | 'b';
  readonly direction: Vector;
}

const RADIUS = 100;
const LABELS = 120;
const LEAST_GAP = 0.3;
/** Below this an arrow has no head. */
const SHORT = 0.06;

/** Where an arrow ends on the drawing, whose y goes down. */
function tipOf(direction: Vector, plane: Plane): { x: number; y: number; length: number; angle: number } {
  const { x, y } = projected(direction, plane);
  return { x: RADIUS * x, y: -RADIUS * y, length: Math.hypot(x, y), angle: Math.atan2(-y, x) };
}

/** Measurement directions as arrows in a plane; a sharp measurement reaches the circle. */
export function GreatCircle({
  arrows,
  plane,
  label,
}: {
  readonly arrows: readonly Arrow[];
  readonly plane: Plane;
  readonly label: string;
}) {
  const tips = arrows.map(({ direction }) => tipOf(direction, plane));
  const labels = ringLabels(
    tips.map(({ angle }) => angle),
    LEAST_GAP,
  );
  return (
    <svg class="great-circle" viewBox="-145 -134 290 266" role="img" aria-label={label}>
      <circle class="ring" r={RADIUS} />
      <path class="cross-hair" d={`M-${RADIUS} 0H${RADIUS}M0 -${RADIUS}V${RADIUS}`} />
      {arrows.map(({ label: name, party }, i) => {
        const { x, y, length, angle } = tips[i];
        const [lx, ly] = [LABELS * Math.cos(labels[i]), LABELS * Math.sin(labels[i])];
        return (
          <g key={name} class={`arrow ${party}`}>
            <path class="leader" d={`M${x} ${y}L${lx * 0.92} ${ly * 0.92}`} />
            <path class="shaft" d={`M0 0L${x} ${y}`} />
            {length > SHORT && (
              <path
                class="head"
                transform={`translate(${x} ${y}) rotate(${(angle * 180) / Math.PI})`}
                d="M1 0L-11 -5.5V5.5Z"
              />
            )}
            <text class="name" x={lx} y={ly + 5}>
              {name}
            </text>
          </g>
        );
      })}
      <circle class="centre" r={3} />
    </svg>
  );
}
