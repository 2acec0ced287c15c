import { EBITS, type FoundRank, PAPER_INPUTS, type PublishedRank } from '../../questions/enough/asked.js';
import { apart } from '../apart.js';
import { isComplete, MOST_DEPTH, topOf } from './cells.js';
import { HIGHEST, RankAxes, useRankFrame } from './frame.js';
import { sharedText } from './words.js';

/** The room right of the picture, in letters. */
const RIGHT = 8.4;

/** Every so many of the printed depths has a mark. */
const PRINTED_STEP = 3;

/** What the chart shows. */
export interface DepthChartProps {
  readonly inputs: number;
  readonly ranks: readonly FoundRank[];
  readonly published: readonly PublishedRank[];
}

/** Marks of the printed ranks: where networks have the same, one. */
function printedMarks(published: readonly PublishedRank[]): PublishedRank[] {
  return published.filter(
    ({ depth, rank, ebits }, i) =>
      depth % PRINTED_STEP === 1 &&
      ebits !== 2 &&
      published.findIndex((one) => one.depth === depth && one.rank === rank) === i,
  );
}

/** Rank against depth for one number of inputs; the most that so many inputs can show is drawn across. */
export function DepthChart({ inputs, ranks, published }: DepthChartProps) {
  const { place, width, height, frame } = useRankFrame(RIGHT);
  const { letter, left, top, inner, toY } = frame;
  const toX = (depth: number) => left + (inner.width * depth) / MOST_DEPTH;
  const curves = EBITS.map((ebits) => ({
    ebits,
    points: ranks.filter((one) => one.ebits === ebits).sort((a, b) => a.depth - b.depth),
  }));
  const caps = [1, 2, 3].map((dof) => ({ dof, at: dof * inputs })).filter(({ at }) => at <= HIGHEST - 4);
  // Where the lines are too close for a name each, the highest has all names.
  const isCrowded = toY(0) - toY(inputs) < 1.5 * letter;
  const capText = (dof: number, at: number): string => {
    if (!isCrowded) return `${dof === 1 ? 'N' : `${dof}N`} = ${at}`;
    return dof === 3 ? `N, 2N, 3N = ${inputs}, ${2 * inputs}, ${at}` : '';
  };
  const ends = curves.flatMap(({ ebits, points }) => {
    const last = points[points.length - 1];
    return last === undefined ? [] : [{ ebits, rank: last.rank }];
  });
  const names = apart(
    ends.map(({ rank, ebits }) => toY(rank) + ebits / 100),
    { from: top, to: top + inner.height, line: 1.3 * letter },
  );
  const said = curves
    .map(({ ebits, points }) => `${sharedText(ebits)} ${topOf(points)?.highest.rank ?? 'not known yet'}`)
    .join(', ');
  return (
    <div ref={place} class="rank-chart" role="img" aria-label={`Rank against layers, N = ${inputs}. Highest: ${said}.`}>
      {width > 0 && (
        <svg width={width} height={height} font-size={letter} aria-hidden="true">
          <RankAxes frame={frame} ticks={[0, 10, 20, 30]} toX={toX} across="layers" upwards="rank" />
          {caps.map(({ dof, at }) => (
            <g key={dof} class="cap">
              <path d={`M${left} ${toY(at)}h${inner.width}`} />
              <text class="end" x={left + inner.width - 6} y={toY(at) - 0.65 * letter}>
                {capText(dof, at)}
              </text>
            </g>
          ))}
          {curves.map(({ ebits, points }) => (
            <g key={ebits} class="curve" data-ebits={ebits} data-more={isComplete(inputs, ranks) ? undefined : 'yes'}>
              <path
                d={points.map(({ depth, rank }, i) => `${i === 0 ? 'M' : 'L'}${toX(depth)} ${toY(rank)}`).join('')}
              />
              {points.map(({ depth, rank }) => (
                <circle key={depth} cx={toX(depth)} cy={toY(rank)} r={ebits === 0 ? 5 : 3.4} />
              ))}
            </g>
          ))}
          <g class={inputs === PAPER_INPUTS ? 'printed' : 'printed others'}>
            {printedMarks(published).map(({ ebits, depth, rank }) => (
              <path
                key={`${ebits} ${depth}`}
                transform={`translate(${toX(depth)} ${toY(rank)})`}
                d="M0 -6.5L6.5 0L0 6.5L-6.5 0Z"
              />
            ))}
          </g>
          {ends.map(({ ebits }, i) => (
            <text
              key={ebits}
              class="curve-name"
              data-ebits={ebits}
              x={left + inner.width + 10}
              y={names[i] + letter / 3}
            >
              {ebits === 0 ? 'nothing' : sharedText(ebits)}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}
