import { pairedInterval } from '../../../statistics.js';
import { address } from '../../address.js';
import { CURVE } from '../../questions/task/asked.js';
import { useSize } from '../../ui/use-size.js';
import { apart } from '../apart.js';
import { armName, dashOf, lookOf } from './arms.js';
import type { Arm } from './training.js';

/** The size of letters, pixels, for a reader and for an audience. */
const LETTERS = { reader: 12, audience: 20 } as const;

/** The room around the picture, in letters; to the right stand the names. */
const ROOM = { top: 1, right: 5.6, bottom: 3.2, left: 3.6 };

/** Names closer than so many letters are pushed apart. */
const LINE = 1.35;

/** A picture of less width, in letters, has room for every second number. */
const NARROW = 30;

/** One curve: mean and, from two seeds on, the interval of the mean, by the places of {@link CURVE}. */
interface Curve {
  readonly arm: Arm;
  readonly isFaint: boolean;
  readonly points: readonly { readonly mean: number; readonly low: number; readonly high: number }[];
}

function curveOf(arm: Arm, isFaint: boolean): Curve | null {
  const known = arm.measured.filter((one) => one !== null);
  if (known.length === 0) return null;
  const points = CURVE.map((_, i) => {
    const values = known.map(({ curve }) => curve[i]);
    // The interval of so few seeds would hide everything.
    if (values.length < 3) {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return { mean, low: mean, high: mean };
    }
    return pairedInterval(values);
  });
  return { arm, isFaint, points };
}

const shotsText = (shots: number | null) =>
  shots === null ? 'exact' : shots >= 1000 ? `${shots / 1000}k` : String(shots);

/** What the chart shows. */
export interface ShotsChartProps {
  readonly arms: readonly Arm[];
  /** Drawn faintly, to compare with. */
  readonly beside: readonly Arm[];
  readonly baseRate: number | null;
  /** The number of shots that all were trained for; null for the exact mean. */
  readonly trainedFor: number | null;
}

/** Accuracy against shots a decision, on a logarithmic axis that ends with the exact mean. */
export function ShotsChart({ arms, beside, baseRate, trainedFor }: ShotsChartProps) {
  const { place, width, height } = useSize<HTMLDivElement>();
  const letter = address.value.isSlide ? LETTERS.audience : LETTERS.reader;
  const room = {
    top: ROOM.top * letter,
    right: ROOM.right * letter,
    bottom: ROOM.bottom * letter,
    left: ROOM.left * letter,
  };
  const curves = [...beside.map((arm) => curveOf(arm, true)), ...arms.map((arm) => curveOf(arm, false))].filter(
    (curve) => curve !== null,
  );
  const all = curves.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]));
  const least = Math.max(0, Math.floor(20 * Math.min(baseRate ?? 0.5, ...all)) / 20);
  const most = Math.min(1, Math.ceil(20 * Math.max(least + 0.2, ...all)) / 20);
  const inner = {
    width: Math.max(0, width - room.left - room.right),
    height: Math.max(0, height - room.top - room.bottom),
  };
  // The last place, beyond a gap, is the exact mean's.
  const last = CURVE.length - 1;
  const toX = (i: number) => room.left + inner.width * (i === last ? 1 : (0.87 * i) / (last - 1));
  const toY = (value: number) => room.top + (inner.height * (most - value)) / (most - least);
  const line = (points: Curve['points'], of: 'mean' | 'low' | 'high', from = 0, to = points.length) =>
    points.slice(from, to).map((point, i) => `${toX(from + i).toFixed(1)} ${toY(point[of]).toFixed(1)}`);
  const ticks = Array.from({ length: Math.round((most - least) * 20) + 1 }, (_, i) => least + i / 20).filter(
    (value) => most - least < 0.31 || Math.round(value * 20) % 2 === 0,
  );
  const named = curves.filter(({ isFaint }) => !isFaint);
  const names = apart(
    named.map(({ points }) => toY(points[last].mean)),
    { from: room.top + letter / 2, to: room.top + inner.height, line: LINE * letter },
  );
  const isNarrow = inner.width < NARROW * letter;
  const said = named.map(
    ({ arm, points }) =>
      `${armName(arm.resource)} ${CURVE.map((shots, i) => `${(100 * points[i].mean).toFixed(1)} % at ${shotsText(shots)}`).join(', ')}`,
  );
  return (
    <div ref={place} class="task-chart" role="img" aria-label={`Accuracy by shots a decision. ${said.join('; ')}.`}>
      {width > 0 && (
        <svg width={width} height={height} font-size={letter} aria-hidden="true">
          {ticks.map((value) => (
            <g key={value}>
              <line class="grid" x1={room.left} x2={room.left + inner.width} y1={toY(value)} y2={toY(value)} />
              <text class="tick left" x={room.left - 6} y={toY(value) + letter / 3}>
                {Math.round(100 * value)} %
              </text>
            </g>
          ))}
          {CURVE.map((shots, i) => (
            <text
              key={shots}
              class={shots === trainedFor ? 'tick own' : 'tick'}
              // On a narrow screen there is room for every second number.
              display={isNarrow && (i % 2 === 1 || i === last - 1) && i < last ? 'none' : undefined}
              x={toX(i)}
              y={room.top + inner.height + 1.4 * letter}
            >
              {shotsText(shots)}
            </text>
          ))}
          <text class="tick" x={room.left + 0.435 * inner.width} y={room.top + inner.height + 2.8 * letter}>
            shots a decision
          </text>
          {CURVE.map((shots, i) =>
            shots === trainedFor ? (
              <line key={shots} class="own" x1={toX(i)} x2={toX(i)} y1={room.top} y2={room.top + inner.height} />
            ) : null,
          )}
          {baseRate !== null && (
            <>
              <line class="base" x1={room.left} x2={room.left + inner.width} y1={toY(baseRate)} y2={toY(baseRate)} />
              <text class="base-name" x={room.left + inner.width} y={toY(baseRate) - 5}>
                {address.value.isSlide ? 'larger class' : 'always the larger class'}
              </text>
            </>
          )}
          {curves.map(({ arm, isFaint, points }) => {
            const look = `${lookOf(arm.resource)}${isFaint ? ' faint' : ''}`;
            const key = `${armName(arm.resource)} ${isFaint}`;
            return (
              <g key={key} class={`curve ${look}${dashOf(arm.resource)}`}>
                {!isFaint && (
                  <>
                    <path
                      class="band"
                      d={`M${line(points, 'low', 0, last).join('L')}L${line(points, 'high', 0, last).reverse().join('L')}Z`}
                    />
                    <path class="whisker" d={`M${toX(last)} ${toY(points[last].low)}V${toY(points[last].high)}`} />
                  </>
                )}
                <path class="line" d={`M${line(points, 'mean', 0, last).join('L')}`} />
                <path class="line rest" d={`M${line(points, 'mean', last - 1).join('L')}`} />
                {!isFaint &&
                  points.map(({ mean }, i) => <circle key={CURVE[i]} class="dot" cx={toX(i)} cy={toY(mean)} r="3.5" />)}
              </g>
            );
          })}
          {named.map(({ arm }, i) => (
            <text
              key={armName(arm.resource)}
              class={`curve-name ${lookOf(arm.resource)}`}
              x={room.left + inner.width + 9}
              y={names[i] + letter / 3}
            >
              {armName(arm.resource).replace(/, F.*/, '').replace('separable pair', 'pair')}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}
