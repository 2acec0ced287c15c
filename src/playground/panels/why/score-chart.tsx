import { useWidth } from '../use-width.js';
import { CLASSICAL_SCORE, QUANTUM_SCORE } from './game.js';
import type { GameRun } from './training.js';

const HEIGHT = 260;
const ROOM = { top: 14, right: 50, bottom: 34, left: 40 };
const TOP = 3;

const TICKS = [
  { at: -2, score: '−2', success: '1/4' },
  { at: -1, score: '−1', success: '3/8' },
  { at: 0, score: '0', success: '1/2' },
  { at: 1, score: '1', success: '5/8' },
  { at: CLASSICAL_SCORE, score: '2', success: '3/4' },
  { at: QUANTUM_SCORE, score: '2√2', success: '0.854' },
];

const RULES = [
  { at: CLASSICAL_SCORE, text: 'the most of everything separable' },
  { at: QUANTUM_SCORE, text: 'the most with entanglement' },
];

/** Score and success over the steps of training, up to a moment; what comes after is faint. */
export function ScoreChart({ runs, moment }: { readonly runs: readonly GameRun[]; readonly moment: number }) {
  const { place, width } = useWidth<HTMLDivElement>();
  const scores = runs.flatMap(({ frames }) => frames.map(({ game }) => game.score));
  const bottom = Math.min(0, Math.floor(Math.min(...scores)));
  const last = runs[0].frames[runs[0].frames.length - 1].iteration;
  const x = (iteration: number) => ROOM.left + ((width - ROOM.left - ROOM.right) * iteration) / last;
  const y = (score: number) => ROOM.top + ((HEIGHT - ROOM.top - ROOM.bottom) * (TOP - score)) / (TOP - bottom);
  const line = (frames: GameRun['frames']) =>
    frames
      .map(({ iteration, game }, i) => `${i === 0 ? 'M' : 'L'}${x(iteration).toFixed(1)} ${y(game.score).toFixed(1)}`)
      .join('');
  const now = runs.map(({ ebits, frames }) => `Bell-${ebits} ${frames[moment].game.score.toFixed(2)}`).join(', ');
  const label = `Score S over ${last} steps of training. At step ${runs[0].frames[moment].iteration}: ${now}.`;
  return (
    <div class="score-chart" ref={place}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={label}>
          {TICKS.filter(({ at }) => at >= bottom).map(({ at, score, success }) => (
            <g key={at} class="tick">
              <path d={`M${ROOM.left} ${y(at)}H${width - ROOM.right}`} />
              <text class="axis-text left" x={ROOM.left - 8} y={y(at) + 4}>
                {score}
              </text>
              <text class="axis-text right" x={width - ROOM.right + 8} y={y(at) + 4}>
                {success}
              </text>
            </g>
          ))}
          {RULES.map(({ at, text }) => (
            <g key={text} class="rule">
              <path d={`M${ROOM.left} ${y(at)}H${width - ROOM.right}`} />
              <text class="axis-text left" x={width - ROOM.right - 4} y={y(at) + 14}>
                {text}
              </text>
            </g>
          ))}
          {[0, last / 2, last].map((iteration) => (
            <text key={iteration} class="axis-text" x={x(iteration)} y={HEIGHT - 14}>
              {iteration === last / 2 ? `${iteration} steps` : iteration}
            </text>
          ))}
          {runs.map(({ ebits, frames }) => (
            <g key={ebits} class={`course bell-${ebits}`}>
              <path class="all" d={line(frames)} />
              <path class="done" d={line(frames.slice(0, moment + 1))} />
              <circle cx={x(frames[moment].iteration)} cy={y(frames[moment].game.score)} r={5} />
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}
