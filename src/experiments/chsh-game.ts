import { CLASSICAL_BOUND, QUANTUM_BOUND, successProbability } from '../analysis/chsh-score.js';
import { parityWeight } from '../models/weights.js';
import { type Histogram, histogramsChart, type Strip, stripsChart } from '../report/charts.js';
import { spread } from '../report/spread.js';
import { verdictOf } from '../report/verdict.js';
import { compared, comparisonTable, spreadText } from './comparison.js';
import type { Experiment, Findings } from './experiment.js';
import { present } from './measured.js';
import { tableS2 } from './published-tables.js';
import type { Results } from './results.js';
import { chshTrial, type Scale, seedsTo } from './scale.js';
import { trainedModel, trialRows } from './trial.js';

interface Case {
  readonly ebits: number;
  readonly embedding: 'original' | 'alternative';
  readonly loss: 'mse' | 'product';
}

const CASES: readonly Case[] = (['original', 'alternative'] as const).flatMap((embedding) =>
  (['product', 'mse'] as const).flatMap((loss) => [0, 1].map((ebits) => ({ ebits, embedding, loss }))),
);

interface Outcome {
  readonly seed: number;
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly baseRate: number;
  readonly success: number;
  /** Label times expectation over the weight, input by input. */
  readonly margins: readonly number[];
}

function outcomes(scale: Scale, results: Results, what: Case): Outcome[] {
  return seedsTo(scale.chshRuns).map((seed) => {
    const trial = chshTrial(scale, seed, what);
    const result = results.training(trial);
    const model = trainedModel(trial, result);
    const game = trialRows(trial.data).training;
    const { weight } = parityWeight({ ...model, weightForm: 'parity' }, model.parameters);
    const margins = Array.from(model.expectations(game.rows), (value, n) => (game.labels[n] * value) / weight);
    return { seed, ...result.training, success: successProbability(model, game), margins };
  });
}

/** What separable states allow in a single shot, and what quantum theory allows at all. */
const RULES = [
  { axis: 'y', at: CLASSICAL_BOUND, text: '3/4' },
  { axis: 'y', at: QUANTUM_BOUND, text: 'cos²(π/8)' },
] as const;

/** Neither ±1/2, ±1/√2 nor ±1, where trainings end, lies near a border between bins; 0, where the label changes, is one. */
const BINS = 18;

const lossText = { product: 'product loss', mse: 'mean square loss' } as const;
const embeddingText = { original: 'xᵒ', alternative: 'xᵃ' } as const;

function fig3Findings(scale: Scale, results: Results): Findings {
  const all = CASES.map((what) => ({ what, runs: outcomes(scale, results, what) }));
  const strips = (pick: (outcome: Outcome) => number): Strip[] =>
    all.map(({ what, runs }) => ({
      panel: `${embeddingText[what.embedding]}, ${lossText[what.loss]}`,
      group: `Bell-${what.ebits}`,
      values: runs.map(pick),
    }));
  const histograms = (pick: (margin: number) => number): Histogram[] =>
    all.map(({ what, runs }) => ({
      panel: `${embeddingText[what.embedding]}, ${lossText[what.loss]}`,
      group: `Bell-${what.ebits}`,
      values: runs.flatMap(({ margins }) => margins.map(pick)),
    }));
  const of = (ebits: number, embedding: Case['embedding'], loss: Case['loss']) =>
    present(
      all.find(({ what }) => what.ebits === ebits && what.embedding === embedding && what.loss === loss),
      `case of ${ebits} ebits`,
    ).runs;
  const mean = (runs: readonly Outcome[], pick: (outcome: Outcome) => number) => spread(runs.map(pick)).mean;
  const right = (runs: readonly Outcome[]) => (16 * mean(runs, ({ accuracy }) => accuracy)).toFixed(1);
  const differences = of(1, 'original', 'product').map(
    ({ success }, i) => success - of(0, 'original', 'product')[i].success,
  );
  const successVerdict = shotsVerdict(differences);
  return {
    words: [
      `With the embedding xᵒ and the product loss one ebit brings ${right(of(1, 'original', 'product'))} of 16 inputs ` +
        `right, none ${right(of(0, 'original', 'product'))}; with the mean square loss ` +
        `${right(of(1, 'original', 'mse'))} against ${right(of(0, 'original', 'mse'))}. With parity weights, as here, nothing ` +
        'shared brings 12 of 16 right at most. That is not a limit of everything without entanglement: one shared coin labels ' +
        'all 16 rightly, and with free weights models that share nothing label at least 14.',
      `In single shots, by the seed of the start: ${successVerdict} What no separable state can do, however many coins are ` +
        'shared, is win more than 3/4 of the shots (S = 2); cos²(π/8) of them is the most with any entanglement.',
      `With the embedding xᵃ the product loss brings ${right(of(1, 'alternative', 'product'))} of 16 with an ebit, the ` +
        `mean square loss ${right(of(1, 'alternative', 'mse'))}: under xᵃ the qubit that is half of the ebit carries the ` +
        'sign and not the question. The greatest success probability found there is 1/2 + √2/8 = 0.6768, at which a ' +
        'quarter of the labels is wrong, so a loss that only rewards success stops there.',
    ],
    tables: [
      {
        caption: `Means of ${scale.chshRuns} runs.`,
        head: [
          'embedding',
          'loss',
          'network',
          'inputs right of 16',
          'balanced accuracy',
          'base rate',
          'success probability',
        ],
        rows: all.map(({ what, runs }) => {
          const success = spread(runs.map((run) => run.success));
          const cells = [embeddingText[what.embedding], lossText[what.loss], `Bell-${what.ebits}`, right(runs)];
          const beside = [mean(runs, (run) => run.balancedAccuracy), mean(runs, (run) => run.baseRate)];
          return [...cells, ...beside.map((one) => one.toFixed(3)), spreadText(success.mean, success.deviation, 4)];
        }),
      },
    ],
    figures: [
      {
        name: 'fig3b',
        caption: 'CHSH: label times expectation over the weight, L E / w, over all inputs of all runs.',
        svg: histogramsChart({
          caption: `CHSH, 16 inputs of ${scale.chshRuns} runs each. What lies right of the dotted line, at 0, is classified rightly.`,
          x: { label: 'L E / w', from: -1, to: 1, bins: BINS },
          histograms: histograms((margin) => margin),
          rules: [{ axis: 'x', at: 0, text: '0' }],
        }),
      },
      {
        name: 'fig3c',
        caption: 'CHSH: the probability of winning in a single shot, over all inputs of all runs.',
        svg: histogramsChart({
          caption: `CHSH, 16 inputs of ${scale.chshRuns} runs each: (1 + L E / w) / 2. Dotted: the limits of its mean over the inputs, 3/4 with everything separable, cos²(π/8) with any entanglement.`,
          x: { label: 'success probability', from: 0, to: 1, bins: BINS },
          histograms: histograms((margin) => (1 + margin) / 2),
          rules: RULES.map(({ at, text }) => ({ axis: 'x', at, text })),
        }),
      },
      {
        name: 'fig3b-runs',
        caption: `CHSH: the share of the 16 inputs that are classified rightly, one dot a run.`,
        svg: stripsChart({
          caption: `CHSH, ${scale.chshRuns} runs each: share of the 16 inputs with the right label. Dotted: 12 of 16, the most with nothing shared and parity weights.`,
          y: { label: 'inputs right (share)' },
          strips: strips(({ accuracy }) => accuracy),
          rules: [{ axis: 'y', at: 12 / 16, text: '12 of 16' }],
        }),
      },
      {
        name: 'fig3c-runs',
        caption: 'CHSH: the probability of winning in a single shot, one dot a run.',
        svg: stripsChart({
          caption: `CHSH, ${scale.chshRuns} runs each: probability of winning in a single shot. Dotted: 3/4 with everything separable, cos²(π/8) with any entanglement.`,
          y: { label: 'success probability' },
          strips: strips(({ success }) => success),
          rules: RULES,
        }),
      },
    ],
    comparisons: [],
    records: all.flatMap(({ what, runs }) =>
      runs.flatMap(({ margins, ...run }) => margins.map((margin, n) => ({ ...what, ...run, input: n + 1, margin }))),
    ),
  };
}

/** The success of single shots is no accuracy, and so it is said by its own name. */
function shotsVerdict(differences: readonly number[]): string {
  return verdictOf({
    first: 'one ebit',
    second: 'nothing shared',
    differences,
    over: 'seeds',
  }).sentence.replace('the accuracy is', 'the success of a shot is');
}

/** Fig. 3: the CHSH game as a learning task, both embeddings and both losses. */
export const fig3: Experiment = {
  name: 'fig3',
  title: 'Fig. 3: the CHSH game',
  about:
    'Two processors of two qubits learn the CHSH game from its 16 inputs, depth 20, with and without an ebit. The label ' +
    'is the sign of the mean parity; the success probability is that of a single shot.',
  needs: null,
  trials: (scale) => CASES.flatMap((what) => seedsTo(scale.chshRuns).map((seed) => chshTrial(scale, seed, what))),
  findings: (scale, _, results) => fig3Findings(scale, results),
};

const S2_CASES = [1, 0].map((ebits) => ({ ebits, embedding: 'original', loss: 'product' }) as const);

function tableS2Findings(scale: Scale, results: Results): Findings {
  const rows = S2_CASES.map((what) => {
    const published = what.ebits === 1 ? tableS2.bell1 : tableS2.bell0;
    const { mean, deviation } = spread(published);
    const runs = outcomes(scale, results, what);
    const comparison = compared(
      { what: `Bell-${what.ebits}`, number: `Table S2, Bell-${what.ebits}` },
      { mean, deviation: present(deviation, 'deviation of the published runs') },
      runs.map(({ success }) => success),
    );
    return { what, published, runs, comparison };
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
        rows: seedsTo(Math.max(scale.chshRuns, tableS2.bell1.length)).map((run) => [
          run,
          ...rows.flatMap(({ published, runs }) => [
            published[run - 1]?.toFixed(4) ?? 'none',
            runs[run - 1]?.success.toFixed(4) ?? 'not run',
          ]),
        ]),
      },
    ],
    figures: [
      {
        name: 'table-s2',
        caption: 'Success probabilities of single runs: ours and the published ones.',
        svg: stripsChart({
          caption: 'CHSH success probability, product loss, embedding xᵒ, one dot a run.',
          y: { label: 'success probability' },
          strips: rows.flatMap(({ what, published, runs }) => [
            { panel: `Bell-${what.ebits}`, group: 'paper', values: published },
            { panel: `Bell-${what.ebits}`, group: 'ours', values: runs.map(({ success }) => success) },
          ]),
          rules: RULES,
        }),
      },
    ],
    comparisons: [bell1, bell0],
    records: rows.flatMap(({ what, published, runs }) =>
      runs.map(({ margins: _, ...run }, i) => ({
        ebits: what.ebits,
        ...run,
        published: published[i] ?? null,
      })),
    ),
  };
}

/** Table S2: success probabilities of the runs with the product loss and x^o. */
export const tableS2Experiment: Experiment = {
  name: 'table-s2',
  title: 'Table S2: CHSH success probabilities',
  about: 'The runs of Fig. 3 with the product loss and the embedding xᵒ, one by one.',
  needs: null,
  trials: (scale) => S2_CASES.flatMap((what) => seedsTo(scale.chshRuns).map((seed) => chshTrial(scale, seed, what))),
  findings: (scale, _, results) => tableS2Findings(scale, results),
};
