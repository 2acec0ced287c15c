import { CLASSICAL_BOUND, QUANTUM_BOUND, successProbability } from '../../analysis/chsh-score.js';
import { EbitError } from '../../errors.js';
import { fitMany } from '../../jobs/fit-many.js';
import { type Network, networkSpec } from '../../network/network.js';
import { networkText } from '../../network/words.js';
import { percent, type Spread, spread } from '../../report/spread.js';
import { textTable } from '../../report/text-table.js';
import { certifiedSentence } from '../../report/worth-verdict.js';
import { type LearningTask, learningTask } from '../../tasks/make.js';
import { baseRate, evaluate } from '../../training/metrics.js';
import type { FitResult } from '../../training/training-run.js';
import { processorNoiseText } from '../../worth/processors.js';
import { listenForInterruption } from '../interruption.js';
import { progressDisplay } from '../progress-display.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import { flagDefaults, flat } from '../settings/flat.js';
import { processorsFromFile } from '../settings/network-file.js';
import { mergedSettings, type RunConfig, resolve } from '../settings/resolve.js';
import { executorFor, fitSettings, seedsOf } from '../training-run.js';
import type { Context, Registration } from './context.js';

interface ChshOptions {
  readonly embedding?: string;
  readonly network?: string;
  readonly json?: true;
}

/** What the game has of its own; all else is as in any training. */
const DEFAULTS = {
  data: { kind: 'chsh' },
  network: { ebits: 1, qubits: 2 },
  model: { weights: 'parity' },
  training: { loss: 'product', batch: 'full' },
  run: { seeds: 5 },
} as const;

const FLAGS = [
  'ebits',
  'coins',
  'qubits',
  'depth',
  'mixing',
  'pairs',
  'weights',
  'loss',
  'iterations',
  'learningRate',
  'batch',
  'seed',
  'seeds',
  'workers',
  'engine',
  'fidelity',
  'noise',
];

const EXAMPLES = `
Two players are each asked a question (s, t: 0 or 1) and answer with one bit; they win if their answers differ exactly
when both questions are 1. In a single shot nothing separable wins more often than 3/4, whatever coins the players share
(S = 2); entanglement wins with up to cos²(π/8) = 0.8536 (S = 2√2), which one ebit reaches. As a learning task it has 16
inputs: both questions, and for each player a sign that turns the right answer around; the label is the right answer.

The label is found from many shots, and is no measure of entanglement. With nothing shared and parity weights 12 of 16
are the most; free weights label 14 with nothing shared, and one shared coin labels all 16. What tells entanglement is a
single shot that is won more often than 3/4. An ebit of fidelity F is entangled where F > 1/2.

A row of the result is one training: the share of inputs whose label (the sign of E) is right, and the probability of
winning in a single shot.

Examples:
    $ ebit chsh                          one ebit: all 16 inputs right
    $ ebit chsh --ebits 0                none, parity weights: 12 of 16, and never above 3/4
    $ ebit chsh --ebits 0 --coins 1 --weights free  a random bit that both know: all 16, and never above 3/4
    $ ebit chsh --fidelity 0.8           how good must the ebit be?
    $ ebit chsh --noise depolarizing:0.01  how good must the gates be?
    $ ebit chsh --embedding alternative  the same ebit with another embedding`;

/** `ebit chsh` */
export const registerChsh: Registration = (program, context) => {
  const command = program
    .command('chsh')
    .summary('learn the CHSH game, which entanglement wins more often than 3/4')
    .description(
      'Trains two processors on the CHSH game and compares them with the limits of what is separable and of what is entangled.',
    )
    .option('--embedding <which>', '"original" (the paper\'s x^o, the default) or "alternative" (x^a)')
    .option('--network <file>', 'read the two processors and their noise from a YAML or JSON file')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES);
  addFlags(command, FLAGS, { ...flagDefaults, workers: 1, ...flat(DEFAULTS) });
  command.action(async ({ embedding, network, ...options }: ChshOptions) => {
    const given = settingsFromFlags({ ...options, chshEmbedding: embedding }, { chshEmbedding: '--embedding' });
    const { qubits, ...shared } = DEFAULTS.network;
    const played = network === undefined ? { qubits } : processorsFromFile(network);
    const standard = { ...DEFAULTS, network: { ...shared, ...played } };
    const config = resolve(mergedSettings(standard, given));
    const task = learningTask(config);
    const outcomes = await play(config, task, context);
    print(outcomes, baseRate(task.training.labels), task.model.network, options, context);
  });
};

/** What one training came to. */
interface Outcome {
  readonly seed: number;
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  readonly successProbability: number;
}

function embeddingOf({ data }: RunConfig): string {
  return data.kind === 'chsh' ? data.embedding : data.kind;
}

async function play(config: RunConfig, task: LearningTask, { terminal }: Context): Promise<Outcome[]> {
  terminal.note(`${networkText(task.model.network)}; ${embeddingOf(config)} embedding, ${config.training.loss} loss`);
  const seeds = seedsOf(config);
  const interruption = listenForInterruption(terminal);
  const display = progressDisplay(terminal, 'training', seeds.length, config.training.iterations);
  const executor = await executorFor(config.run.workers ?? 1, seeds.length);
  let results: FitResult[];
  try {
    const { signal } = interruption;
    const { update: onProgress } = display;
    results = await fitMany(task.model, task.training, {
      ...fitSettings(config.training, task.model),
      seeds,
      executor,
      signal,
      onProgress,
    });
  } finally {
    display.stop();
    interruption.release();
    await executor.close();
  }
  if (results.some(({ stopped }) => stopped === 'aborted')) {
    throw new EbitError(
      'aborted',
      'Stopped; nothing is left behind. Use ebit train --data chsh for runs that are kept.',
    );
  }
  return results.map(({ model, accuracy }, i) => ({
    seed: seeds[i],
    accuracy: accuracy.training,
    balancedAccuracy: evaluate(model, task.training).balancedAccuracy,
    successProbability: successProbability(model, task.training),
  }));
}

function print(
  outcomes: readonly Outcome[],
  rate: number,
  on: Network,
  { json }: ChshOptions,
  { terminal }: Context,
): void {
  const success = spread(outcomes.map((outcome) => outcome.successProbability));
  const best = outcomes.reduce((kept, next) => (next.successProbability > kept.successProbability ? next : kept));
  const certified = certifiedSentence({
    what: `the success of a shot of seed ${best.seed}`,
    value: best.successProbability,
    bound: CLASSICAL_BOUND,
  });
  if (json) {
    const bounds = { classical: CLASSICAL_BOUND, quantum: QUANTUM_BOUND };
    terminal.data(
      `${JSON.stringify({ processors: networkSpec(on).processors, fits: outcomes, baseRate: rate, successProbability: success, bounds, certified }, null, 2)}\n`,
    );
    return;
  }
  const rows = outcomes.map(({ seed, accuracy, balancedAccuracy, successProbability: p }) => [
    String(seed),
    `${percent(accuracy)} (${Math.round(16 * accuracy)} of 16)`,
    percent(balancedAccuracy),
    p.toFixed(4),
  ]);
  rows.push(['mean', '', '', decimalSpread(success)]);
  const limits = [
    ['inputs of the larger class', percent(rate)],
    ['anything separable at most', CLASSICAL_BOUND.toFixed(4)],
    ['entangled at most', QUANTUM_BOUND.toFixed(4)],
  ];
  const head = ['seed', 'inputs right', 'balanced', 'wins a single shot with'];
  const { bold } = terminal.colours.data;
  const verdict = certified ?? 'Not certified: no run wins more shots than something separable can.';
  const noise = processorNoiseText(on);
  const noisy = noise === null ? '' : `Noise: ${noise}.\n`;
  terminal.data(`${textTable(head, rows, { emphasis: bold })}\n\n${textTable(null, limits)}\n\n${noisy}${verdict}\n`);
}

function decimalSpread({ mean, deviation }: Spread): string {
  return deviation === null ? mean.toFixed(4) : `${mean.toFixed(4)} ± ${deviation.toFixed(4)}`;
}
