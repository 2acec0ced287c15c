import Papa from 'papaparse';
import type { Classes } from '../../data/labels.js';
import type { Model } from '../../models/model-types.js';
import { expectationValues, signLabels } from '../../models/predict.js';
import { outcomeWeights } from '../../models/weights.js';
import { makeFolderOf, writeWhole } from '../../node/files.js';
import { openModel } from '../model-source.js';
import { readModelTable, type TableWords } from '../model-table.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import type { Context, Registration } from './context.js';

interface PredictOptions {
  readonly out?: string;
  readonly json?: true;
}

const EXAMPLES = `
The output has a line for every row of the table, in its order: the probability of every outcome (P01: the first
processor's bit is 0, the second's 1), the expectation E, and the label, in the words of the table that the model was
trained on. Where E is 0 but for rounding the model has nothing to tell: the label is left empty (null in JSON), and the
number of such rows is said on stderr. The columns and their scale are stored in the model.

Examples:
    $ ebit predict runs/patients new.csv > predictions.csv
    $ ebit predict runs/patients/model.json new.csv --json --out predictions.json`;

/** `ebit predict` */
export const registerPredict: Registration = (program, context) => {
  const command = program
    .command('predict')
    .summary('label the rows of a table')
    .description('Labels the rows of a table by a trained model.')
    .argument('<model>', 'a model file, or the folder of a run')
    .argument('<table>', 'a CSV file with a header')
    .option('--out <file>', 'write to a file, not to stdout')
    .option('--json', 'write JSON, not CSV')
    .addHelpText('after', EXAMPLES);
  addFlags(command, ['columns']);
  command.action((model: string, table: string, options: PredictOptions) => {
    predict(model, table, options, (settingsFromFlags({ ...options }).data ?? {}) as TableWords, context);
  });
};

function predict(
  modelPath: string,
  tablePath: string,
  { out, json }: PredictOptions,
  words: TableWords,
  { terminal }: Context,
): void {
  const model = openModel(modelPath);
  const { rows, classes } = readModelTable(tablePath, model, words, false);
  const predictions = predictionsOf(model, rows, classes);
  const text = json ? `${JSON.stringify(predictions, null, 1)}\n` : csvOf(model, predictions);
  const empty = predictions.filter(({ label }) => label === null).length;
  if (out === undefined) {
    terminal.data(text);
  } else {
    makeFolderOf(out);
    writeWhole(out, text);
    terminal.note(`${predictions.length} predictions are in "${out}".`);
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
  readonly expectation: number;
  /** Null where the expectation is 0 to rounding. */
  readonly label: string | null;
}

function predictionsOf(model: Model, rows: Float64Array, classes: Classes): Prediction[] {
  const probabilities = model.probabilities(rows);
  const outcomes = 1 << model.network.processors.length;
  const weights = outcomeWeights(model, model.parameters);
  const expectations = expectationValues(probabilities, weights);
  return Array.from(signLabels(expectations, weights), (label, n) => ({
    probabilities: Array.from(probabilities.subarray(n * outcomes, (n + 1) * outcomes)),
    expectation: expectations[n],
    label: label === 0 ? null : label > 0 ? classes.positive : classes.negative,
  }));
}

function csvOf(model: Model, predictions: readonly Prediction[]): string {
  const bits = model.network.processors.length;
  const names = Array.from({ length: 1 << bits }, (_, a) => `P${a.toString(2).padStart(bits, '0')}`);
  const lines = predictions.map(({ probabilities, expectation, label }) => [
    ...probabilities,
    expectation,
    label ?? '',
  ]);
  return `${Papa.unparse([[...names, 'E', 'label'], ...lines], { newline: '\n' })}\n`;
}
