import * as Plot from '@observablehq/plot';
import { bellNames, tableS6 } from '../../../experiments/published-tables.js';
import { capOf, DEPTHS, EBITS, type RankSettings } from './cells.js';
import type { FoundRank } from './survey.js';

/** The highest rank of the picture; it stays, so that a plateau is seen to move. */
export const HIGHEST = 300;

/** A cap with the networks that share it. */
export interface Cap {
  readonly at: number;
  readonly ebits: readonly number[];
  readonly text: string;
}

/** The caps of all networks, lowest first. */
export function capsOf(inputs: number): Cap[] {
  const levels = [...new Set(EBITS.map((ebits) => capOf(ebits, inputs)))].sort((a, b) => a - b);
  return levels.map((at) => {
    const ebits = EBITS.filter((count) => capOf(count, inputs) === at);
    return { at, ebits, text: `${at === inputs ? '' : at / inputs}N = ${at}: Bell-${ebits.join(', ')}` };
  });
}

/** Below this number of inputs the caps' lines are too close for a text each. */
const CROWDED = 15;

/** What stands at the caps' lines: where they are close, one text at the highest. */
export function capLabels(inputs: number): Cap[] {
  const caps = capsOf(inputs);
  if (inputs >= CROWDED) return caps;
  const highest = caps[caps.length - 1];
  return [{ ...highest, text: `N, 2N, 3N = ${caps.map(({ at }) => at).join(', ')}` }];
}

/** Ranks that the paper prints, which had 100 inputs; none for other numbers. */
export function publishedRanks({
  inputs,
  mixing,
}: Pick<RankSettings, 'inputs' | 'mixing'>): { ebits: number; layers: number; rank: number }[] {
  if (inputs !== 100) return [];
  const table = tableS6[mixing === 0 ? 'noMixing' : 'mixing'];
  return EBITS.flatMap((ebits) =>
    DEPTHS.flatMap((depth) => {
      const rank = table[bellNames[ebits]][depth + mixing];
      return rank === undefined ? [] : [{ ebits, layers: depth + mixing, rank }];
    }),
  );
}

/** Lines that lie on each other are seen as stripes, the one of the fewest ebits the widest. */
const WIDTHS = [9, 7, 5, 3, 1.5];

const colourOf = (ebits: number) => `var(--bell-${ebits})`;

/** The picture of ranks against layers. */
export function rankChart(ranks: readonly FoundRank[], settings: RankSettings): Plot.PlotOptions {
  const { inputs, mixing } = settings;
  const most = DEPTHS[DEPTHS.length - 1] + mixing;
  const points = ranks.map(({ ebits, depth, rank }) => ({ ebits, layers: depth + mixing, rank }));
  const [caps, labels] = [capsOf, capLabels].map((find) => find(inputs).filter(({ at }) => at <= HIGHEST));
  return {
    height: 380,
    marginLeft: 40,
    marginRight: 14,
    marginBottom: 38,
    x: {
      domain: [0, most + 0.5],
      label: mixing === 0 ? 'conv layers' : 'layers, 3 of them mixing',
      ticks: [0, 5, 10, 15, 20, 25, 30],
    },
    y: { domain: [0, HIGHEST + 20], label: 'effective dimension', grid: true, ticks: 6 },
    marks: [
      Plot.ruleY([0]),
      ...caps.map(({ at, ebits }) =>
        Plot.ruleY([at], { stroke: colourOf(ebits[0]), strokeWidth: 1.5, strokeDasharray: '6 4' }),
      ),
      ...EBITS.flatMap((ebits) => {
        const own = points.filter((point) => point.ebits === ebits);
        const colour = colourOf(ebits);
        return [
          Plot.lineY(own, { x: 'layers', y: 'rank', stroke: colour, strokeWidth: WIDTHS[ebits] }),
          Plot.dot(own, { x: 'layers', y: 'rank', r: WIDTHS[ebits] / 2 + 0.6, fill: colour }),
        ];
      }),
      Plot.dot(publishedRanks(settings), { x: 'layers', y: 'rank', r: 7, stroke: 'var(--ink)', strokeWidth: 1 }),
      ...labels.map(({ at, ebits, text }) =>
        Plot.text([text], {
          x: 0,
          y: at,
          dx: 6,
          dy: -9,
          textAnchor: 'start',
          fill: colourOf(ebits[0]),
          stroke: 'var(--paper)',
          strokeWidth: 4,
          fontWeight: 600,
        }),
      ),
    ],
  };
}
