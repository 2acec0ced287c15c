import { QUANTUM_BOUND } from '../../analysis/chsh-score.js';
import { stripsChart } from '../../report/charts.js';
import { spread } from '../../report/spread.js';
import { compared, comparisonTable } from '../comparison.js';
import { type Experiment, PAPER } from '../experiment.js';
import {
  type GameSize,
  gameSizes,
  type PlayedCell,
  playedCells,
  runRecord,
  SHOT_LIMITS,
  successesOf,
} from '../game.js';
import { bellText, present, seedsTo, where } from '../measured.js';
import { picture } from '../picture.js';
import { tableS2 } from '../published-tables.js';

const CASES = [1, 0].map((ebits) => ({ ebits, coins: 0, embedding: 'original', loss: 'product' }) as const);

/** Table S2: success probabilities of the runs with the product loss and x^o. */
export const tableS2Experiment: Experiment<GameSize, PlayedCell> = {
  name: 'table-s2',
  part: PAPER,
  number: 'Table S2',
  title: 'CHSH success probabilities',
  about: 'The runs of Fig. 3 with the product loss and the embedding xᵒ, one by one.',
  sizes: gameSizes,
  cells: (size, known) => playedCells(size, CASES, known),
  show(cells, size) {
    const rows = CASES.map(({ ebits }) => {
      const [name, runs] = [bellText(ebits), where(cells, { ebits })];
      const published = ebits === 1 ? tableS2.bell1 : tableS2.bell0;
      const { mean, deviation } = spread(published);
      const successes = successesOf(runs);
      const comparison = compared(
        { what: name, number: `Table S2, ${name}` },
        { mean, deviation: present(deviation, 'deviation of the published runs') },
        successes,
      );
      return { name, ebits, published, runs, successes, comparison };
    });
    const [bell1, bell0] = rows.map(({ comparison }) => comparison);
    return {
      words: [
        `With an ebit ours reach ${bell1.ours.toFixed(4)} of at most ${QUANTUM_BOUND.toFixed(4)}; the paper's reach ` +
          `${bell1.published.toFixed(4)}. With nothing shared, ours reach ${bell0.ours.toFixed(4)} of at most 0.75, the paper's ` +
          `${bell0.published.toFixed(4)}. Neither can pass its limit, so all that can differ is how far the training got: ` +
          "differences in units of the runs' deviation look larger than they are.",
      ],
      tables: [
        comparisonTable('Means over runs; the deviation is that of the runs.', [bell1, bell0], 4),
        {
          caption: 'Every run.',
          head: ['run', 'Bell-1 published', 'Bell-1 ours', 'Bell-0 published', 'Bell-0 ours'],
          rows: seedsTo(Math.max(size.runs, tableS2.bell1.length)).map((run) => [
            run,
            ...rows.flatMap(({ published, successes }) => [
              published[run - 1]?.toFixed(4) ?? 'none',
              successes[run - 1]?.toFixed(4) ?? 'not run',
            ]),
          ]),
        },
      ],
      figures: [
        picture(
          {
            name: 'table-s2',
            caption: `The same starts as dots, the published ones beside ours. Dotted: 3/4, the most with everything separable, and cos²(π/8), the most with any entanglement.`,
          },
          (caption) =>
            stripsChart({
              caption,
              y: { label: 'success probability' },
              strips: rows.flatMap(({ name: panel, published, successes }) => [
                { panel, group: 'paper', values: published, isPublished: true },
                { panel, group: 'ours', values: successes },
              ]),
              rules: SHOT_LIMITS,
            }),
        ),
      ],
      comparisons: [bell1, bell0],
      records: rows.flatMap(({ ebits, published, runs }) =>
        runs.map((run, i) => ({ ebits, ...runRecord(run), published: published[i] ?? null })),
      ),
    };
  },
};
