import { ringLabels } from '../../panels/why/ring-labels.js';
import type { Course, Shared } from '../../questions/learns/asked.js';
import { apart } from '../apart.js';

/** The radius that an arrow of length 1 reaches, and that of the names, in units of the picture. */
const RADIUS = 100;
const LABELS = 124;
const LEAST_GAP = 0.36;

/** Below this an arrow has no head. */
const SHORT = 0.08;

const NAMES = ['A₀', 'A₁', 'B₀', 'B₁'] as const;

/** Where the tips of arrows can be: what is shared decides on it. */
function Reach({ shared }: { readonly shared: Shared }) {
  if (shared === 'ebit') return <circle class="reach" r={RADIUS} />;
  if (shared === 'coin') return <path class="reach" d={`M0 ${-RADIUS}L${RADIUS} 0L0 ${RADIUS}L${-RADIUS} 0Z`} />;
  return <path class="reach" d={`M0 ${-RADIUS}V${RADIUS}`} />;
}

const said: Readonly<Record<Shared, string>> = {
  nothing: 'on a line',
  coin: 'in a square',
  ebit: 'in a circle',
};

/** What both players answer to their questions, as arrows: how well two answers agree is the product of their arrows. */
export function Dial({ course, moment }: { readonly course: Course; readonly moment: number }) {
  const tips = NAMES.map((_, i) => {
    const [x, y] = course.tips.subarray(8 * moment + 2 * i);
    // Arrows on a line would hide each other: A's stand left of it, B's right.
    const aside = course.shared === 'nothing' ? (i < 2 ? -14 : 14) + (i % 2 === 0 ? -5 : 5) : 0;
    return { x: RADIUS * x + aside, y: -RADIUS * y, length: Math.hypot(x, y), angle: Math.atan2(-y, x), aside };
  });
  const isLine = course.shared === 'nothing';
  const labels = ringLabels(
    tips.map(({ angle }) => angle),
    LEAST_GAP,
  );
  // On a line a party's two names stand one under another where they would hide each other.
  const sides = [tips.slice(0, 2), tips.slice(2)].flatMap((two) =>
    apart(
      two.map(({ y }) => y + 7),
      { from: -120, to: 130, line: 25 },
    ),
  );
  const places = tips.map(({ x, y, aside, angle }, i) =>
    isLine
      ? { x: i < 2 ? -46 : 46, y: sides[i], leader: `M${x} ${y}H${x}`, aside, angle }
      : {
          x: LABELS * Math.cos(labels[i]),
          y: LABELS * Math.sin(labels[i]) + 8,
          leader: `M${x} ${y}L${0.89 * LABELS * Math.cos(labels[i])} ${0.89 * LABELS * Math.sin(labels[i])}`,
          aside,
          angle,
        },
  );
  const lengths = tips.map(({ length }, i) => `${NAMES[i]} ${length.toFixed(2)}`).join(', ');
  return (
    <svg
      class="dial"
      viewBox="-145 -145 290 290"
      role="img"
      aria-label={`Arrows of the answers, ${said[course.shared]}; their lengths: ${lengths}.`}
    >
      <Reach shared={course.shared} />
      {tips.map(({ x, y, length, angle, aside }, i) => (
        <g key={NAMES[i]} class={i < 2 ? 'arrow a' : 'arrow b'}>
          <path class="leader" d={places[i].leader} />
          <path class="shaft" d={`M${aside} 0L${x} ${y}`} />
          {length > SHORT && (
            <path
              class="head"
              transform={`translate(${x} ${y}) rotate(${(angle * 180) / Math.PI})`}
              d="M2 0L-15 -7.5V7.5Z"
            />
          )}
          <text class="dial-name" x={places[i].x} y={places[i].y}>
            {NAMES[i]}
          </text>
        </g>
      ))}
      <circle class="centre" r={3.5} />
    </svg>
  );
}
