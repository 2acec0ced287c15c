import { EBITS, type FoundRank, PAPER_INPUTS } from '../../questions/enough/asked.js';
import { isComplete, MOST_DEPTH, topOf } from './cells.js';
import { RankAxes, useRankFrame } from './frame.js';
import { MOST } from './settings.js';
import { sharedText } from './words.js';

/** The room right of the picture, in letters. */
const RIGHT = 1.4;

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
  const { place, width, height, frame } = useRankFrame(RIGHT);
  const { letter, left, top, inner, toY } = frame;
  const toX = (count: number) => left + (inner.width * count) / MOST;
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
          <RankAxes frame={frame} ticks={[0, 100, 200, 300, 400]} toX={toX} across="N, inputs" upwards="highest rank" />
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
