import { address } from '../../address.js';
import { EBITS, type FoundRank, PAPER_INPUTS, type PublishedRank } from '../../questions/enough/asked.js';
import { useSize } from '../../ui/use-size.js';
import { apart } from '../apart.js';
import { isComplete, MOST_DEPTH, topOf } from './cells.js';
import { sharedText } from './words.js';

/** The size of letters, pixels, for a reader and for an audience. */
const LETTERS = { reader: 12, audience: 20 } as const;

/** Up to this width, pixels, an audience has the letters of a reader: there is no room for larger ones. */
const NARROW = 380;

/** The room around the picture, in letters. */
const ROOM = { top: 1.6, right: 8.4, bottom: 3, left: 3.2 };

/** The highest rank of the picture; it stays, so that a plateau is seen to move. */
const HIGHEST = 310;

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
  const { place, width, height } = useSize<HTMLDivElement>();
  const letter = address.value.isSlide && width > NARROW ? LETTERS.audience : LETTERS.reader;
  const [left, top] = [ROOM.left * letter, ROOM.top * letter];
  const inner = {
    width: Math.max(0, width - left - ROOM.right * letter),
    height: Math.max(0, height - top - ROOM.bottom * letter),
  };
  const toX = (depth: number) => left + (inner.width * depth) / MOST_DEPTH;
  const toY = (rank: number) => top + inner.height * (1 - rank / HIGHEST);
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
          {[0, 100, 200, 300].map((rank) => (
            <g key={rank}>
              <path class="grid" d={`M${left} ${toY(rank)}h${inner.width}`} />
              <text class="tick end" x={left - 7} y={toY(rank) + letter / 3}>
                {rank}
              </text>
            </g>
          ))}
          {[0, 10, 20, 30].map((depth) => (
            <text key={depth} class="tick middle" x={toX(depth)} y={top + inner.height + 1.4 * letter}>
              {depth}
            </text>
          ))}
          <text class="tick middle" x={left + inner.width / 2} y={top + inner.height + 2.6 * letter}>
            layers
          </text>
          <text class="tick" x={0} y={letter}>
            rank
          </text>
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
