import { address } from '../../address.js';
import { type Course, EVERY, MOMENTS, SHARED, type Shared, STEPS } from '../../questions/learns/asked.js';
import { useSize } from '../../ui/use-size.js';
import { CLASSICAL_SCORE, QUANTUM_SCORE, scoreText } from './words.js';

/** The size of letters, pixels, for a reader and for an audience. */
const LETTERS = { reader: 12, audience: 20 } as const;

/** Up to this width, pixels, an audience has the letters of a reader: there is no room for larger ones. */
const NARROW = 380;

/** The room around the picture, in letters. */
const ROOM = { top: 1, right: 4.8, bottom: 2.2, left: 2.8 };

const TOP = 3.4;

/** Steps with a tick; the last says what they are. */
const TICKS = [0, 20, 100, 250, STEPS] as const;

const RULES = [
  { at: CLASSICAL_SCORE, score: '2', success: '75 %', text: 'the most with coins' },
  { at: QUANTUM_SCORE, score: '2√2', success: '85.4 %', text: 'the most with ebits' },
];

/** S against the steps of all trainings up to a moment, that of the shown seed in front. */
export function ScoreLines({
  courses,
  shown,
  moment,
}: {
  readonly courses: Readonly<Record<Shared, readonly Course[]>>;
  readonly shown: Readonly<Record<Shared, Course>>;
  readonly moment: number;
}) {
  const { place, width, height } = useSize<HTMLDivElement>();
  const letter = address.value.isSlide && width > NARROW ? LETTERS.audience : LETTERS.reader;
  const left = ROOM.left * letter;
  const top = ROOM.top * letter;
  const inner = {
    width: Math.max(0, width - left - ROOM.right * letter),
    height: Math.max(0, height - top - ROOM.bottom * letter),
  };
  const all = SHARED.flatMap((shared) => courses[shared]);
  const bottom = Math.min(-1, Math.floor(Math.min(...all.map(({ score }) => Math.min(...score)))));
  // The beginning, where the most happens, is wider: places go with the root of the steps.
  const toX = (at: number) => left + inner.width * Math.sqrt(at / (MOMENTS - 1));
  const toY = (score: number) => top + (inner.height * (TOP - score)) / (TOP - bottom);
  const line = ({ score }: Course) => {
    let path = '';
    for (let k = 0; k <= moment; k++) path += `${k === 0 ? 'M' : 'L'}${toX(k).toFixed(1)} ${toY(score[k]).toFixed(1)}`;
    return path;
  };
  const ticks = Array.from({ length: 2 - bottom }, (_, i) => bottom + i);
  const now = SHARED.map((shared) => `${shared} ${scoreText(shown[shared].score[moment])}`).join(', ');
  return (
    <div
      ref={place}
      class="score-lines"
      role="img"
      aria-label={`S against steps of training. After ${moment * EVERY} steps: ${now}. Coins reach 2 at most, ebits 2√2.`}
    >
      {width > 0 && (
        <svg width={width} height={height} font-size={letter} aria-hidden="true">
          {ticks.map((score) => (
            <g key={score}>
              <path class="grid" d={`M${left} ${toY(score)}h${inner.width}`} />
              <text class="tick start" x={left - 8} y={toY(score) + letter / 3}>
                {String(score).replace('-', '−')}
              </text>
            </g>
          ))}
          {RULES.map(({ at, score, success, text }, i) => (
            <g key={score} class={i === 0 ? 'rule coins' : 'rule ebits'}>
              <path d={`M${left} ${toY(at)}h${inner.width}`} />
              <text class="start" x={left - 8} y={toY(at) + letter / 3}>
                {score}
              </text>
              <text x={left + inner.width + 8} y={toY(at) + letter / 3}>
                {success}
              </text>
              <text class="name start" x={left + inner.width - 4} y={toY(at) - 0.45 * letter}>
                {text}
              </text>
            </g>
          ))}
          <text class="tick start" x={left - 8} y={toY(TOP) + letter / 2}>
            S
          </text>
          {TICKS.map((steps) => (
            <text key={steps} class="tick middle" x={toX(steps / EVERY)} y={top + inner.height + 1.5 * letter}>
              {steps === STEPS ? `${steps} steps` : steps}
            </text>
          ))}
          {SHARED.map((shared) => (
            <g key={shared} class="lines" data-shared={shared}>
              {courses[shared]
                .filter(({ seed }) => seed !== shown[shared].seed)
                .map((course) => (
                  <path key={course.seed} class="other" d={line(course)} />
                ))}
            </g>
          ))}
          {SHARED.map((shared) => (
            <g key={shared} class="lines" data-shared={shared}>
              <path class="own" d={line(shown[shared])} />
              <circle cx={toX(moment)} cy={toY(shown[shared].score[moment])} r={letter / 2.2} />
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}
