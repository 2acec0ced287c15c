import { address } from '../../address.js';
import { EBITS, type FoundRank, PAPER_INPUTS } from '../../questions/enough/asked.js';
import { useSize } from '../../ui/use-size.js';
import { isComplete, MOST_DEPTH, topOf } from './cells.js';
import { MOST } from './settings.js';
import { sharedText } from './words.js';

/** The size of letters, pixels, for a reader and for an audience. */
const LETTERS = { reader: 12, audience: 20 } as const;

/** Up to this width, pixels, an audience has the letters of a reader: there is no room for larger ones. */
const NARROW = 380;

/** The room around the picture, in letters. */
const ROOM = { top: 1.6, right: 1.4, bottom: 3, left: 3.2 };

const HIGHEST = 310;

/** The highest rank of every number of inputs of which all ranks are known. */
function heights(found: readonly FoundRank[]) {
  const all = [...new Set(found.map(({ inputs }) => inputs))]
    .filter((inputs) =>
      isComplete(
        inputs,
        found.filter((one) => one.inputs === inputs),
      ),
    )
    .sort((a, b) => a - b);
  return EBITS.map((ebits) => ({
    ebits,
    dof: found.find((one) => one.ebits === ebits)?.dof ?? null,
    points: all.flatMap((inputs) => {
      const top = topOf(found.filter((one) => one.inputs === inputs && one.ebits === ebits));
      return top === null ? [] : [{ inputs, rank: top.highest.rank }];
    }),
  }));
}

/** The highest rank of the deepest circuits that no sample limits; null before one is known. */
function ownLimit(found: readonly FoundRank[]): number | null {
  const free = found.filter(({ depth, atCap }) => depth === MOST_DEPTH && !atCap);
  return free.length === 0 ? null : Math.max(...free.map(({ rank }) => rank));
}

/** The highest rank against the number of inputs: dots of all that were tried so far, lines of what limits them. */
export function InputsChart({ inputs, found }: { readonly inputs: number; readonly found: readonly FoundRank[] }) {
  const { place, width, height } = useSize<HTMLDivElement>();
  const letter = address.value.isSlide && width > NARROW ? LETTERS.audience : LETTERS.reader;
  const [left, top] = [ROOM.left * letter, ROOM.top * letter];
  const inner = {
    width: Math.max(0, width - left - ROOM.right * letter),
    height: Math.max(0, height - top - ROOM.bottom * letter),
  };
  const toX = (count: number) => left + (inner.width * count) / MOST;
  const toY = (rank: number) => top + inner.height * (1 - rank / HIGHEST);
  const curves = heights(found);
  const own = ownLimit(found);
  /** N times what an input tells, up to the circuit's own limit; before that is known, as far as it was tried. */
  const lawPath = (dof: number) => {
    const most = Math.max(...found.filter((one) => one.dof === dof).map((one) => one.inputs));
    const bend = own === null ? most : Math.min(MOST, own / dof);
    return `M${toX(0)} ${toY(0)}L${toX(bend)} ${toY(dof * bend)}H${toX(own === null ? bend : MOST)}`;
  };
  /** Networks of which an input tells as much have one name, where their line can be told from others. */
  const names = [...new Set(curves.map(({ dof }) => dof))].flatMap((dof) => {
    if (dof === null || own === null) return [];
    const alike = curves.filter((one) => one.dof === dof).map(({ ebits }) => ebits);
    const text = alike[0] === 0 ? 'nothing' : `${alike.join(', ')} ${alike.join() === '1' ? 'ebit' : 'ebits'}`;
    // The steepest is named where it bends, for there is no room beside it.
    if (dof === 3) return [{ text, ebits: alike[0], x: toX(own / dof), y: toY(own) - 0.7 * letter }];
    const rank = dof === 2 ? 0.75 * own : 0.55 * own;
    return [{ text, ebits: alike[0], x: toX(rank / dof) + 0.8 * letter, y: toY(rank) + 0.6 * letter }];
  });
  const said = curves
    .map(
      ({ ebits, points }) => `${sharedText(ebits)} ${points.map((one) => `${one.rank} at ${one.inputs}`).join(', ')}`,
    )
    .join('; ');
  return (
    <div ref={place} class="rank-chart" role="img" aria-label={`Highest rank against N. ${said}.`}>
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
          {[0, 100, 200, 300, 400].map((count) => (
            <text key={count} class="tick middle" x={toX(count)} y={top + inner.height + 1.4 * letter}>
              {count}
            </text>
          ))}
          <text class="tick middle" x={left + inner.width / 2} y={top + inner.height + 2.6 * letter}>
            N, inputs
          </text>
          <text class="tick" x={0} y={letter}>
            highest rank
          </text>
          <path class="now" d={`M${toX(inputs)} ${top}v${inner.height}`} />
          <path class="paper" d={`M${toX(PAPER_INPUTS)} ${top}v${inner.height}`} />
          <text class="tick paper-name" x={toX(PAPER_INPUTS) + 5} y={top + inner.height - 0.5 * letter}>
            the paper’s N
          </text>
          {names.map(({ text, ebits, x, y }) => (
            <text key={text} class="curve-name" data-ebits={ebits} x={x} y={y}>
              {text}
            </text>
          ))}
          {curves.map(({ ebits, points, dof }) => (
            <g key={ebits} class="curve" data-ebits={ebits}>
              {dof !== null && <path d={lawPath(dof)} />}
              {points.map((one) => (
                <circle key={one.inputs} cx={toX(one.inputs)} cy={toY(one.rank)} r={ebits === 0 ? 5 : 3.4} />
              ))}
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}
