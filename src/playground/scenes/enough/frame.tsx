// What the two charts of ranks have alike: how large letters are, how much room there is, and the axes.
import { address } from '../../address.js';
import { useSize } from '../../ui/use-size.js';

/** The size of letters, pixels, for a reader and for an audience. */
const LETTERS = { reader: 12, audience: 20 } as const;

/** Up to this width, pixels, an audience has the letters of a reader: there is no room for larger ones. */
const NARROW = 380;

/** The room around a picture, in letters; on the right each chart has its own. */
const ROOM = { top: 1.6, bottom: 3, left: 3.2 };

/** The highest rank of a picture; it stays, so that a plateau is seen to move. */
export const HIGHEST = 310;

/** Where a chart's parts are, CSS pixels. */
export interface RankFrame {
  readonly letter: number;
  readonly left: number;
  readonly top: number;
  readonly inner: { readonly width: number; readonly height: number };
  toY(rank: number): number;
}

/** The size of a chart's place, and the frame that fits it. @param right - the room right of the picture, in letters */
export function useRankFrame(right: number) {
  const { place, width, height } = useSize<HTMLDivElement>();
  const letter = address.value.isSlide && width > NARROW ? LETTERS.audience : LETTERS.reader;
  const [left, top] = [ROOM.left * letter, ROOM.top * letter];
  const inner = {
    width: Math.max(0, width - left - right * letter),
    height: Math.max(0, height - top - ROOM.bottom * letter),
  };
  const toY = (rank: number) => top + inner.height * (1 - rank / HIGHEST);
  const frame: RankFrame = { letter, left, top, inner, toY };
  return { place, width, height, frame };
}

/** The lines of ranks, and what is written at the axes. */
export function RankAxes(props: {
  readonly frame: RankFrame;
  /** Written below the picture, each at its place. */
  readonly ticks: readonly number[];
  readonly toX: (value: number) => number;
  readonly across: string;
  readonly upwards: string;
}) {
  const { frame, ticks, toX, across, upwards } = props;
  const { letter, left, top, inner, toY } = frame;
  return (
    <>
      {[0, 100, 200, 300].map((rank) => (
        <g key={rank}>
          <path class="grid" d={`M${left} ${toY(rank)}h${inner.width}`} />
          <text class="tick end" x={left - 7} y={toY(rank) + letter / 3}>
            {rank}
          </text>
        </g>
      ))}
      {ticks.map((value) => (
        <text key={value} class="tick middle" x={toX(value)} y={top + inner.height + 1.4 * letter}>
          {value}
        </text>
      ))}
      <text class="tick middle" x={left + inner.width / 2} y={top + inner.height + 2.6 * letter}>
        {across}
      </text>
      <text class="tick" x={0} y={letter}>
        {upwards}
      </text>
    </>
  );
}
