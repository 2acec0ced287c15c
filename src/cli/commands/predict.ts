import Papa from 'papaparse';
import { accuracyOfRows } from '../../analysis/accuracy-at-shots.js';
import { TIE } from '../../analysis/decision.js';
import { classesEntry } from '../../data/dataset.js';
import { type Classes, classWord, classWords } from '../../data/labels.js';
import { EbitError } from '../../errors.js';
import { classLabels, classLogits, softmaxRows } from '../../models/class-logits.js';
import type { Model } from '../../models/model-types.js';
import { expectationValues, signLabels } from '../../models/predict.js';
import { outcomeBits } from '../../models/readouts.js';
import { MOST_DRAWN, sampledCounts } from '../../models/sample.js';
import { outcomeWeights } from '../../models/weights.js';
import { makeFolderOf, writeWhole } from '../../node/files.js';
import { type RandomStream, randomStream } from '../../random.js';
import { openModel } from '../model-source.js';
import { readModelTable, type TableWords, tableFlags } from '../model-table.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import type { Context, Registration } from './context.js';

interface PredictOptions {
  readonly out?: string;
  readonly shots?: string;
  readonly seed?: string;
  readonly json?: true;
}

const EXAMPLES = `
The output has a line for every row of the table, in its order: the probability of every outcome (P01: the first
processor's bit is 0, the second's 1), the expectation E, and the label, in the words of the table that the model was
trained on. A row that lacks a value, where the model or --missing says to drop such rows, has an empty line (in JSON
null). Where E is 0 but for rounding the model has nothing to tell: the label is left empty (null in JSON), and the
number of such rows is said on stderr. The columns and their scale are stored in the model. A model of more than two
classes has what it takes for the probability of each, p(word), in the place of E, and its label is the likeliest.

With --shots a label is the sign of the mean of so many shots, of more than two classes the one with the largest logit
by them, drawn by --seed as a machine would draw them; a tie is decided by a coin of the same seed. Beside it stands the
chance that as many new shots would say otherwise, summed exactly where that can be, else estimated from 100 times as
many shots.

Examples:
    $ ebit predict runs/patients new.csv > predictions.csv
    $ ebit predict runs/patients/model.json new.csv --json --out predictions.json
    $ ebit predict runs/patients new.csv --shots 100 --seed 1`;

/** `ebit predict` */
export const registerPredict: Registration = (program, context) => {
  const command = program
    .command('predict')
    .summary('label the rows of a table')
    .description('Labels the rows of a table by a trained model.')
    .argument('<model>', 'a model file, or the folder of a run')
    .argument('<table>', 'a CSV file with a header')
    .option('--out <file>', 'write to a file, not to stdout')
    .option('--shots <n>', 'label by so many shots of a row, not by the exact mean')
    .option('--seed <s>', 'of the shots (default: 0)')
    .option('--json', 'write JSON, not CSV')
    .addHelpText('after', EXAMPLES);
  addFlags(command, tableFlags);
  command.action((model: string, table: string, options: PredictOptions) => {
    // The seed is of the shots here, not of a training.
    const { seed: _, ...words } = options;
    predict(model, table, options, (settingsFromFlags(words).data ?? {}) as TableWords, context);
  });
};

function predict(
  modelPath: string,
  tablePath: string,
  { out, json, ...drawing }: PredictOptions,
  words: TableWords,
  { terminal }: Context,
): void {
  const model = openModel(modelPath);
  const { rows, classes, dropped } = readModelTable(tablePath, model, words, false);
  const shots = shotsOf(drawing);
  const predictions =
    shots === null
      ? predictionsOf(model, model.probabilities(rows), classes)
      : drawnPredictions(model, rows, classes, shots);
  const lines = withGaps(predictions, dropped);
  const text = json ? `${JSON.stringify(lines, null, 1)}\n` : csvOf(model, lines, classes);
  const empty = predictions.filter(({ label }) => label === null).length;
  if (out === undefined) {
    terminal.data(text);
  } else {
    makeFolderOf(out);
    writeWhole(out, text);
    terminal.note(`${predictions.length} predictions are in "${out}".`);
  }
  if (dropped.length > 0) {
    terminal.note(`${dropped.length} of ${lines.length} rows lack a value; their line is empty but for its place.`);
  }
  if (empty > 0) {
    terminal.note(
      `The model has nothing to tell of ${empty} of ${predictions.length} rows (E = 0); their label is empty.`,
    );
  }
}

/** What a model makes of one row. */
interface Prediction {
  /** P(a) by outcome, the first processor most significant. */
  readonly probabilities: readonly number[];
  /** Of two classes. */
  readonly expectation?: number;
  /** Of more: what the model takes for the probability of each. */
  readonly classes?: readonly { readonly label: string; readonly probability: number }[];
  /** Null where the expectation is 0 to rounding. */
  readonly label: string | null;
  /** Of as many new shots, the chance that they would say otherwise; there where the label is one of shots. */
  readonly otherwise?: number;
}

/** Predictions with null for every row that was left out, so that there is a line for every row of the table. */
function withGaps(predictions: readonly Prediction[], dropped: readonly number[]): (Prediction | null)[] {
  if (dropped.length === 0) return [...predictions];
  const isDropped = new Set(dropped);
  let next = 0;
  return Array.from({ length: predictions.length + dropped.length }, (_, row) => {
    if (isDropped.has(row)) return null;
    next += 1;
    return predictions[next - 1];
  });
}

/** How labels are drawn. */
interface Drawing {
  readonly shots: number;
  readonly seed: number;
}

/** What flags say of shots; null where labels are those of the exact mean. @throws EbitError 'usage' for what is no number */
function shotsOf({ shots, seed }: Pick<PredictOptions, 'shots' | 'seed'>): Drawing | null {
  if (shots === undefined) {
    if (seed === undefined) return null;
    throw new EbitError('usage', '--seed means nothing without --shots; add the number of shots.');
  }
  return { shots: whole('shots', shots, 1, MOST_DRAWN), seed: whole('seed', seed ?? '0', 0, Number.MAX_SAFE_INTEGER) };
}

function whole(flag: string, word: string, least: number, most: number): number {
  const number = /^\d+$/.test(word) ? Number(word) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new EbitError('usage', `--${flag} is ${word}; give an integer from ${least} to ${most}.`);
}

/** Labels by shots that are drawn. */
function drawnPredictions(model: Model, rows: Float64Array, classes: Classes, { shots, seed }: Drawing): Prediction[] {
  const all = model.probabilities(rows);
  const outcomes = outcomesOf(model);
  const weights =
    model.classes === 2 ? outcomeWeights(model, model.parameters) : model.parameters.subarray(model.angles);
  const counts = sampledCounts(all, outcomes, shots, seed);
  const coins = randomStream(seed, 'ties');
  const entry = classesEntry(model.classes);
  return predictionsOf(model, all, classes).map((prediction, n) => {
    const own = counts.subarray(n * outcomes, (n + 1) * outcomes);
    const label =
      model.classes === 2 ? signOf(own, weights, coins, n) : largestOf(own, weights, model.classes, coins, n);
    const probabilities = all.subarray(n * outcomes, (n + 1) * outcomes);
    const row = { probabilities, weights, labels: Float64Array.of(label), ...entry };
    return {
      ...prediction,
      label: classWord(classes, label),
      otherwise: 1 - accuracyOfRows(row, shots, seed).accuracy,
    };
  });
}

/** The sign of the sum of shots; of a tie that of the row's coin. */
function signOf(counts: Int32Array, weights: Float64Array, coins: RandomStream, row: number): number {
  const sum = counts.reduce((total, count, a) => total + count * weights[a], 0);
  const size = counts.reduce((total, count, a) => total + count * Math.abs(weights[a]), 0);
  return Math.abs(sum) <= TIE * size ? (coins.uniform(row) < 0.5 ? 1 : -1) : Math.sign(sum);
}

/** The class with the largest sum of shots; of those that tie the one that the row's number draws. */
function largestOf(
  counts: Int32Array,
  weights: Float64Array,
  classes: number,
  coins: RandomStream,
  row: number,
): number {
  const logits = classLogits(Float64Array.from(counts), weights, classes);
  const size = counts.reduce((total, count) => total + count, 0);
  const tie = TIE * size * weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const most = Math.max(...logits);
  const tied = Array.from(logits.keys()).filter((c) => logits[c] >= most - tie);
  return tied[Math.floor(coins.uniform(row) * tied.length)];
}

/** How many outcomes a model has. */
function outcomesOf(model: Model): number {
  return 1 << outcomeBits(model);
}

function predictionsOf(model: Model, probabilities: Float64Array, classes: Classes): Prediction[] {
  const outcomes = outcomesOf(model);
  const own = (n: number) => Array.from(probabilities.subarray(n * outcomes, (n + 1) * outcomes));
  if (model.classes > 2) return classPredictions(model, probabilities, classes, own);
  const weights = outcomeWeights(model, model.parameters);
  const expectations = expectationValues(probabilities, weights);
  return Array.from(signLabels(expectations, weights), (label, n) => ({
    probabilities: own(n),
    expectation: expectations[n],
    label: label === 0 ? null : classWord(classes, label),
  }));
}

function classPredictions(
  model: Model,
  probabilities: Float64Array,
  classes: Classes,
  own: (row: number) => number[],
): Prediction[] {
  const words = classWords(classes);
  const weights = model.parameters.subarray(model.angles);
  const logits = classLogits(probabilities, weights, model.classes);
  const chances = softmaxRows(logits, model.classes);
  return Array.from(classLabels(logits, weights, model.classes), (label, n) => ({
    probabilities: own(n),
    classes: words.map((word, c) => ({ label: word, probability: chances[n * words.length + c] })),
    label: words[label],
  }));
}

function csvOf(model: Model, predictions: readonly (Prediction | null)[], classes: Classes): string {
  const bits = outcomeBits(model);
  const names = Array.from({ length: 1 << bits }, (_, a) => `P${a.toString(2).padStart(bits, '0')}`);
  const isDrawn = predictions.some((one) => one?.otherwise !== undefined);
  const judged = model.classes === 2 ? ['E'] : classWords(classes).map((word) => `p(${word})`);
  const head = [...names, ...judged, 'label', ...(isDrawn ? ['otherwise'] : [])];
  const lines = predictions.map((one) => {
    if (one === null) return head.map(() => '');
    const { probabilities, expectation, classes: chances, label, otherwise } = one;
    return [
      ...probabilities,
      ...(chances === undefined ? [expectation] : chances.map(({ probability }) => probability)),
      label ?? '',
      ...(otherwise === undefined ? [] : [otherwise]),
    ];
  });
  return `${Papa.unparse([head, ...lines], { newline: '\n' })}\n`;
}
