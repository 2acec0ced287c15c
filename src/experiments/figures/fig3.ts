import { type Histogram, histogramsChart, type Strip, stripsChart } from '../../report/charts.js';
import { spread } from '../../report/spread.js';
import { spreadText } from '../comparison.js';
import { type Experiment, PAPER } from '../experiment.js';
import {
  type GameCase,
  type GameSize,
  gameSizes,
  marginsOf,
  type Played,
  type PlayedCell,
  playedCells,
  runRecord,
  SHOT_LIMITS,
  successesOf,
} from '../game.js';
import { contrast, groupsOf, sharedText, where } from '../measured.js';
import { picture } from '../picture.js';

/** What the players share. */
const NOTHING = { ebits: 0, coins: 0 } as const;
const COIN = { ebits: 0, coins: 1 } as const;
const EBIT = { ebits: 1, coins: 0 } as const;

const CASES: readonly GameCase[] = (['original', 'alternative'] as const).flatMap((embedding) =>
  (['product', 'mse'] as const).flatMap((loss) =>
    [NOTHING, COIN, EBIT].map((shared) => ({ ...shared, embedding, loss })),
  ),
);

/** Neither ±1/2, ±1/√2 nor ±1, where trainings end, lies near a border between bins; 0, where the label changes, is one. */
const BINS = 18;

const lossText = { product: 'product loss', mse: 'mean square loss' } as const;
const embeddingText = { original: 'xᵒ', alternative: 'xᵃ' } as const;

/** The column of a picture, and what stands in it. */
function labelsOf({ embedding, loss, ...shared }: GameCase): { readonly panel: string; readonly group: string } {
  return { panel: `${embeddingText[embedding]}, ${lossText[loss]}`, group: sharedText(shared) };
}

function casesOf<C extends GameCase>(cells: readonly C[]): C[][] {
  return [...groupsOf(cells, (cell) => Object.values(labelsOf(cell)).join()).values()];
}

/** How many of the 16 inputs are labelled rightly on average. */
function rightText(players: Played): string {
  return (16 * spread(players.map(({ outcome }) => outcome.score.accuracy)).mean).toFixed(1);
}

function wordsOf(cells: Played): string[] {
  type Shared = Pick<GameCase, 'ebits' | 'coins'>;
  const of = (shared: Shared, embedding: GameCase['embedding'], loss: GameCase['loss']) =>
    where(cells, { ...shared, embedding, loss });
  const right = (...what: Parameters<typeof of>) => rightText(of(...what));
  const [byEbit, byCoin, byNothing] = [EBIT, COIN, NOTHING].map((shared) =>
    successesOf(of(shared, 'original', 'product')),
  );
  // The success of single shots is no accuracy, and so it is said by its own name.
  const verdict = (...sides: Parameters<typeof contrast>) =>
    contrast(...sides).replace('the accuracy is', 'the success of a shot is');
  return [
    `With the embedding xᵒ and the product loss one ebit brings ${right(EBIT, 'original', 'product')} of 16 inputs ` +
      `right, one coin ${right(COIN, 'original', 'product')}, nothing shared ${right(NOTHING, 'original', 'product')}; with ` +
      `the mean square loss ${right(EBIT, 'original', 'mse')}, ${right(COIN, 'original', 'mse')} and ` +
      `${right(NOTHING, 'original', 'mse')}. With parity weights, as here, nothing shared brings 12 of 16 right at most, ` +
      'and one coin can bring all 16: both parties play one of two strategies by it, so that every input is won in three ' +
      'of four shots. What is measured here is how much of that the training finds; with free weights models that share ' +
      'nothing label at least 14.',
    `In single shots, by the seed of the start: ${verdict(['one ebit', byEbit], ['one coin', byCoin], 'seeds')} ` +
      `${verdict(['one coin', byCoin], ['nothing shared', byNothing], 'seeds')} The means are ` +
      `${[byEbit, byCoin, byNothing].map((own) => spread(own).mean.toFixed(4)).join(', ')}. What no separable state can do, ` +
      'however many coins are shared, is win more than 3/4 of the shots (S = 2); cos²(π/8) of them is the most with any ' +
      'entanglement.',
    `With the embedding xᵃ the product loss brings ${right(EBIT, 'alternative', 'product')} of 16 with an ebit, the ` +
      `mean square loss ${right(EBIT, 'alternative', 'mse')}: under xᵃ the qubit that is half of the ebit carries the ` +
      'sign and not the question. The greatest success probability found there is 1/2 + √2/8 = 0.6768, at which a ' +
      'quarter of the labels is wrong, so a loss that only rewards success stops there.',
  ];
}

/** Fig. 3: the CHSH game as a learning task, both embeddings and both losses. */
export const fig3: Experiment<GameSize, PlayedCell> = {
  name: 'fig3',
  part: PAPER,
  number: 'Fig. 3',
  title: 'The CHSH game',
  about:
    'Two processors of two qubits learn the CHSH game from its 16 inputs, depth 20, with nothing shared, with a ' +
    'coin, a random bit that both know, and with an ebit. The label is the sign of the mean parity; the success probability is that of a single shot.',
  sizes: gameSizes,
  cells: (size, known) => playedCells(size, CASES, known),
  show(cells, { runs }) {
    const cases = casesOf(cells);
    const players = cells.map((cell) => ({ ...cell, margins: marginsOf(cell) }));
    const histograms = (pick: (margin: number) => number): Histogram[] =>
      casesOf(players).map((own) => ({ ...labelsOf(own[0]), values: own.flatMap(({ margins }) => margins.map(pick)) }));
    const strips = (pick: (own: Played) => number[]): Strip[] =>
      cases.map((own) => ({ ...labelsOf(own[0]), values: pick(own) }));
    return {
      words: wordsOf(cells),
      tables: [
        {
          caption: `Means of ${runs} runs.`,
          head: [
            'embedding',
            'loss',
            'network',
            'inputs right of 16',
            'balanced accuracy',
            'base rate',
            'success probability',
          ],
          rows: cases.map((own) => {
            const [{ embedding, loss, ...shared }] = own;
            const success = spread(successesOf(own));
            const beside = (['balancedAccuracy', 'baseRate'] as const).map((what) =>
              spread(own.map(({ outcome }) => outcome.score[what])).mean.toFixed(3),
            );
            const labels = [embeddingText[embedding], lossText[loss], sharedText(shared), rightText(own)];
            return [...labels, ...beside, spreadText(success.mean, success.deviation, 4)];
          }),
        },
      ],
      figures: [
        picture(
          {
            name: 'fig3b',
            number: 'Fig. 3b',
            caption: `Label times expectation over the weight, L E / w, of the 16 inputs of ${runs} starts each, by embedding and loss (columns) and by what is shared (rows). What lies right of 0 is labelled rightly.`,
          },
          (caption) =>
            histogramsChart({
              caption,
              x: { label: 'L E / w', from: -1, to: 1, bins: BINS },
              histograms: histograms((margin) => margin),
              rules: [{ axis: 'x', at: 0, text: '0' }],
            }),
        ),
        picture(
          {
            name: 'fig3c',
            number: 'Fig. 3c',
            caption: `The chance to win a single shot, (1 + L E / w) / 2, of the 16 inputs of ${runs} starts each, in the same order. Dotted are the limits of its mean over the inputs: 3/4 with everything separable, cos²(π/8) with any entanglement.`,
          },
          (caption) =>
            histogramsChart({
              caption,
              x: { label: 'success probability', from: 0, to: 1, bins: BINS },
              histograms: histograms((margin) => (1 + margin) / 2),
              rules: SHOT_LIMITS.map(({ at, text }) => ({ axis: 'x', at, text })),
            }),
        ),
        picture(
          {
            name: 'fig3b-runs',
            caption: `Fig. 3b start by start: the share of the 16 inputs that are labelled rightly, a dot a start, ${runs} of each kind. Dotted: 12 of 16, the most with nothing shared and parity weights.`,
          },
          (caption) =>
            stripsChart({
              caption,
              y: { label: 'inputs right (share)' },
              strips: strips((own) => own.map(({ outcome }) => outcome.score.accuracy)),
              rules: [{ axis: 'y', at: 12 / 16, text: '12 of 16' }],
            }),
        ),
        picture(
          {
            name: 'fig3c-runs',
            caption: `Fig. 3c start by start: the mean chance to win a single shot, a dot a start, ${runs} of each kind.`,
          },
          (caption) =>
            stripsChart({
              caption,
              y: { label: 'success probability' },
              strips: strips(successesOf),
              rules: SHOT_LIMITS,
            }),
        ),
      ],
      records: players.flatMap(({ margins, ...player }) => {
        const { ebits, coins, embedding, loss } = player;
        return margins.map((margin, n) => ({
          ebits,
          coins,
          embedding,
          loss,
          ...runRecord(player),
          input: n + 1,
          margin,
        }));
      }),
    };
  },
};
