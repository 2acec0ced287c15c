import { EbitError } from '../../errors.js';
import { MOST_DRAWN } from '../../models/sample.js';
import { labelWords } from '../../serving/class-words.js';
import { withGaps } from '../../serving/predictions.js';
import { listenForInterruption } from '../interruption.js';
import { openModel } from '../model-source.js';
import { openModelTable, type TableWords, tableFlags } from '../model-table.js';
import { outputTo } from '../output.js';
import { predictionText } from '../prediction-text.js';
import { type Drawing, predictionsBy } from '../predictions.js';
import { rowProgress } from '../row-progress.js';
import { addFormatFlag } from '../rows/formats.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import type { Context, Registration } from './context.js';

interface PredictOptions {
  readonly out?: string;
  readonly shots?: string;
  readonly seed?: string;
  readonly json?: true;
  readonly jsonl?: true;
  readonly format?: string;
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

Rows are read, labelled and written some thousand at a time, in the same memory however long the table is. A row that
does not fit ends the command with what is wrong; the lines before it may be on stdout by then, but a file (--out) is
there whole or not at all. An array (.npy) holds the model's columns in their order.

Examples:
    $ ebit predict runs/patients new.csv > predictions.csv
    $ ebit predict runs/patients/model.json new.parquet --json --out predictions.json
    $ zcat new.csv.gz | ebit predict runs/patients - | gzip > predictions.csv.gz
    $ ebit predict runs/patients - --format jsonl --jsonl < new.jsonl
    $ ebit predict runs/patients new.csv --shots 100 --seed 1`;

/** `ebit predict` */
export const registerPredict: Registration = (program, context) => {
  const command = program
    .command('predict')
    .summary('label the rows of a table')
    .description('Labels the rows of a table by a trained model.')
    .argument('<model>', 'a model file, or the folder of a run')
    .argument('<table>', 'a file, or - for stdin: CSV with a header, JSON Lines, .npy or Parquet')
    .option('--out <file>', 'write to a file, not to stdout')
    .option('--shots <n>', 'label by so many shots of a row, not by the exact mean')
    .option('--seed <s>', 'of the shots (default: 0)')
    .option('--json', 'write a JSON list, not CSV')
    .option('--jsonl', 'write a JSON record a line')
    .addHelpText('after', EXAMPLES);
  addFormatFlag(command);
  addFlags(command, tableFlags);
  command.action(async (model: string, table: string, options: PredictOptions) => {
    // The seed is of the shots here, not of a training.
    const { seed: _, ...words } = options;
    await predict(model, table, options, (settingsFromFlags(words).data ?? {}) as TableWords, context);
  });
};

async function predict(
  modelPath: string,
  tablePath: string,
  { out, json, jsonl, format, ...drawing }: PredictOptions,
  words: TableWords,
  { terminal }: Context,
): Promise<void> {
  if (json && jsonl) throw new EbitError('usage', '--json and --jsonl are two ways to write; give one of them.');
  const model = openModel(modelPath);
  const classes = labelWords(model);
  const shots = shotsOf(drawing);
  const predictionsOf = predictionsBy(model, classes, shots);
  const text = predictionText(json ? 'json' : jsonl ? 'jsonl' : 'csv', model, classes, shots !== null);
  const interruption = listenForInterruption(terminal);
  const { signal } = interruption;
  const output = outputTo(out, terminal, signal);
  const progress = rowProgress(terminal, out !== undefined);
  let [predicted, rows, empty] = [0, 0, 0];
  try {
    const table = await openModelTable(tablePath, model, words, { labelled: false, format, signal });
    for await (const batch of table.batches()) {
      const predictions = batch.length === 0 ? [] : predictionsOf(batch.rows, predicted);
      predicted += predictions.length;
      rows += batch.count;
      empty += predictions.filter(({ label }) => label === null).length;
      await output.write(text.lines(withGaps(predictions, batch.dropped)));
      progress.update(table.progress());
    }
    await output.write(text.end());
    output.commit();
  } finally {
    progress.stop();
    output.discard();
    interruption.release();
  }
  if (out !== undefined) terminal.note(`${predicted} predictions are in "${out}".`);
  if (predicted < rows) {
    terminal.note(`${rows - predicted} of ${rows} rows lack a value; their line is empty but for its place.`);
  }
  if (empty > 0) {
    terminal.note(`The model has nothing to tell of ${empty} of ${predicted} rows (E = 0); their label is empty.`);
  }
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
