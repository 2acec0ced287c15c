import { type AccuracyAtShots, accuracyAtShots } from '../../analysis/accuracy-at-shots.js';
import type { Dataset } from '../../data/dataset.js';
import { type Classes, classWords } from '../../data/labels.js';
import { ofFile } from '../../data/of-file.js';
import { EbitError } from '../../errors.js';
import { defaultLoss, lossOfClasses } from '../../models/losses.js';
import type { Model } from '../../models/model-types.js';
import type { PlainLoss } from '../../models/session-types.js';
import { MAX_SHOTS } from '../../models/shots-loss.js';
import { type SharedState, sharedStates } from '../../network/shared-states.js';
import { entanglementText } from '../../network/words.js';
import { readText } from '../../node/files.js';
import { plural } from '../../plural.js';
import { percent } from '../../report/spread.js';
import { type Cell, textTable } from '../../report/text-table.js';
import { labelWords } from '../../serving/class-words.js';
import { taskLoss } from '../../tasks/classifier-fit.js';
import { type DataSettings, dataWord } from '../../tasks/data-settings.js';
import { type LearningTask, learningTask } from '../../tasks/make.js';
import { type Evaluation, evaluate } from '../../training/metrics.js';
import { type LossSettings, lossText } from '../../training/trained-loss.js';
import { columnsText } from '../describe.js';
import { listenForInterruption } from '../interruption.js';
import { metricFacts, metricsAmong } from '../metric-facts.js';
import { openModel } from '../model-source.js';
import { openModelTable, type TableWords, tableFlags } from '../model-table.js';
import { rowProgress } from '../row-progress.js';
import { addFormatFlag } from '../rows/formats.js';
import { holdsRun, runDirectory } from '../run-directory.js';
import { dataDigests, parseSummary } from '../run-summary.js';
import { settingsFromFile } from '../settings/file.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import { type RunConfig, resolve } from '../settings/resolve.js';
import { shellWord } from '../shell-word.js';
import { tableAnswers } from '../table-answers.js';
import type { Context, Registration } from './context.js';

interface EvaluateOptions {
  readonly shots?: string;
  readonly json?: true;
  readonly format?: string;
}

const EXAMPLES = `
With a table, the model is measured on all of its rows. Without one, the model must be the folder of a run, and is
measured on the rows that it was trained on, and on those kept for validation and for testing; a finished run knows
them by their digest, and refuses others.

Beside the accuracy stand the balanced accuracy, the mean over the classes of the share that got its label, and the
share of the larger class, which always giving its label would reach. F1 is that of the positive class; the AUC is the
share of pairs of a row of each class that E puts in order; log loss, Brier score and calibration error (10 bins) are of
the probability of the positive class that the loss takes E for: 1/(1 + exp(-E)) of the logistic one, else (1 + E)/2,
clipped to [0, 1]. The folder of a run knows its loss. Of more than two classes F1 and AUC are means over
each class against the rest, and the others are of the model's probabilities of the classes.

With --shots a label is the sign of the mean of so many shots of a row, of more than two classes the one with the
largest logit by them, and the accuracy what is expected of that; a tie is decided by a fair coin. It is summed exactly
where that can be, else estimated from drawn shots, with the standard error.

A table is read some thousand rows at a time, and of each row no more is kept than the metrics need: E and the label, 9
bytes; with --shots or a loss of shots the probability of every outcome too, and of more than two classes a number for
each. An array (.npy) holds the model's columns in their order, and the label behind them.

Examples:
    $ ebit evaluate runs/a
    $ ebit evaluate runs/a --shots 1,10,100
    $ ebit evaluate runs/patients new.csv --json
    $ zcat new.csv.gz | ebit evaluate runs/patients -
    $ ebit evaluate model.json other.csv --columns A=x1,x2 --columns B=x3,x4 --label class`;

/** `ebit evaluate` */
export const registerEvaluate: Registration = (program, context) => {
  const command = program
    .command('evaluate')
    .summary('measure a model: accuracy, F1, AUC, loss, confusion table')
    .description('Measures a trained model on rows with known labels.')
    .argument('<model>', 'a model file, or the folder of a run')
    .argument('[table]', 'a file, or - for stdin: CSV with a header, JSON Lines, .npy or Parquet')
    .option('--shots <n,...>', 'the accuracy by so many shots a row too, for each of these numbers')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES);
  addFormatFlag(command);
  addFlags(command, [...tableFlags, 'label', 'positive', 'loss']);
  command.action(async (model: string, table: string | undefined, options: EvaluateOptions) => {
    const { training: { loss } = {}, data = {} } = settingsFromFlags({ ...options });
    const words = data as TableWords;
    const how: Measure = { loss: judgedBy(loss), shots: shotNumbers(options.shots) };
    const measured =
      table === undefined
        ? onOwnRows(model, words, options, how, context)
        : await onTable(model, table, words, options, how, context);
    print(measured, options, context);
  });
};

/** How a model is measured. */
interface Measure {
  readonly loss: PlainLoss | undefined;
  readonly shots: readonly number[];
}

/** The loss that a training ends in. */
function judgedBy(loss: LossSettings | undefined): PlainLoss | undefined {
  if (typeof loss !== 'object') return loss;
  const { kind, shots } = loss;
  return { kind, shots };
}

/** The numbers of `1,10,100`. @throws EbitError 'usage' for another word */
function shotNumbers(word: string | undefined): number[] {
  if (word === undefined) return [];
  const numbers = word.split(',').map((one) => (/^\s*\d+\s*$/.test(one) ? Number(one) : Number.NaN));
  if (numbers.every((n) => n >= 1 && n <= MAX_SHOTS)) return numbers;
  throw new EbitError('usage', `--shots is ${word}; give integers from 1 to ${MAX_SHOTS}, such as 1,10,100.`);
}

/** A model measured on some rows. */
interface Measured {
  /** What the rows are to the model; null where there is one set only. */
  readonly name: 'training' | 'validation' | 'test' | null;
  readonly rows: number;
  readonly shared: readonly SharedState[];
  readonly lossName: string;
  readonly evaluation: Evaluation;
  readonly atShots: readonly AccuracyAtShots[];
  readonly classes: Classes;
  /** Who holds which columns of the table; null where the rows are of none. */
  readonly columns: Readonly<Record<string, readonly string[]>> | null;
  /** How many rows were left out for want of a value. */
  readonly dropped?: number;
}

function measure(
  name: Measured['name'],
  model: Model,
  data: Dataset,
  classes: Classes,
  { loss = defaultLoss(model.classes), shots }: Measure,
): Measured {
  const evaluation = evaluate(model, data, { loss });
  const atShots = shots.map((count) => accuracyAtShots(model, data, count));
  return {
    name,
    rows: data.length,
    shared: sharedStates(model.network),
    lossName: lossText(loss),
    evaluation,
    atShots,
    classes,
    columns: model.columns?.features ?? null,
  };
}

/** What a run was told. */
function configOf(path: string): RunConfig {
  return resolve(settingsFromFile(runDirectory(path).pathOf('config')));
}

/** The loss of a run, by which its model is measured unless told; nothing for what is no run. */
function lossOfRun(path: string): PlainLoss | undefined {
  if (!holdsRun(path)) return undefined;
  return judgedBy(configOf(path).training.loss);
}

async function onTable(
  modelPath: string,
  path: string,
  words: TableWords,
  { format }: EvaluateOptions,
  how: Measure,
  { terminal }: Context,
): Promise<Measured[]> {
  const model = openModel(modelPath);
  const loss = how.loss ?? (model.classes === 2 ? lossOfRun(modelPath) : undefined) ?? defaultLoss(model.classes);
  lossOfClasses(loss, model.classes);
  const interruption = listenForInterruption(terminal);
  const progress = rowProgress(terminal, true);
  try {
    const table = await openModelTable(path, model, words, { labelled: true, format, signal: interruption.signal });
    const answers = tableAnswers(model, table, typeof loss === 'object' || how.shots.length > 0);
    let dropped = 0;
    for await (const batch of table.batches()) {
      ofFile(table.name, () => answers.add(batch));
      dropped += batch.dropped.length;
      progress.update(table.progress());
    }
    const { rows, classes, evaluation, atShots } = ofFile(table.name, () => answers.measured(loss, how.shots));
    return [
      {
        name: null,
        rows,
        shared: sharedStates(model.network),
        lossName: lossText(loss),
        evaluation,
        atShots,
        classes,
        columns: words.columns ?? model.columns?.features ?? null,
        ...(dropped === 0 ? {} : { dropped }),
      },
    ];
  } finally {
    progress.stop();
    interruption.release();
  }
}

function onOwnRows(
  path: string,
  words: TableWords,
  { format }: EvaluateOptions,
  { loss, shots }: Measure,
  context: Context,
): Measured[] {
  if (!holdsRun(path)) {
    throw new EbitError('usage', `Say what to measure "${path}" on: ebit evaluate ${shellWord(path)} TABLE.csv`);
  }
  if (Object.keys(words).length > 0 || format !== undefined) {
    throw new EbitError('usage', 'A run is measured on its own rows; name a table, or leave out what is about tables.');
  }
  const model = openModel(path);
  const config = configOf(path);
  const task = learningTask({ ...config, data: withoutDigest(config.data) }, readText);
  checkSameData(path, task, dataWord(config.data), context);
  const { training, validation, test } = task;
  const classes = labelWords(model);
  const how = { loss: loss ?? judgedBy(taskLoss(config.training.loss, training)), shots };
  const measured = [measure('training', model, training, classes, how)];
  if (validation !== null) measured.push(measure('validation', model, validation, classes, how));
  if (test !== undefined) measured.push(measure('test', model, test, classes, how));
  return measured;
}

/** Whether a table has changed is told by the summary, in words about the run. */
function withoutDigest(data: DataSettings): DataSettings {
  return data.kind === 'table' ? { ...data, digest: undefined } : data;
}

/** @throws EbitError 'file' if a finished run was trained on other rows than its settings lead to now */
function checkSameData(path: string, task: LearningTask, data: string, { terminal }: Context): void {
  const directory = runDirectory(path);
  const kept = parseSummary(directory.read('summary'), directory.pathOf('summary')).data;
  if (kept === undefined) {
    terminal.note(`The run in "${path}" is of an earlier version, which kept no digest of its data: whether they have`);
    terminal.note('changed since cannot be checked.');
    return;
  }
  const found = dataDigests(task);
  if (kept.training === found.training && kept.validation === found.validation) return;
  throw new EbitError(
    'file',
    `The data "${data}" have changed since the run in "${path}" was trained on them: these are other rows. Bring the ` +
      `old ones back, or measure the model on the new ones: ebit evaluate ${shellWord(path)} TABLE.csv.`,
  );
}

function print(measured: readonly Measured[], { json }: EvaluateOptions, { terminal }: Context): void {
  if (json) {
    const plain = measured.map((one) => [one.name, plainOf(one)] as const);
    const value = plain[0][0] === null ? plain[0][1] : Object.fromEntries(plain);
    terminal.data(`${JSON.stringify(value, null, 2)}\n`);
    return;
  }
  const { bold } = terminal.colours.data;
  const [{ columns, shared }] = measured;
  const held = columns === null ? '' : `(columns: ${columnsText(columns, false)})\n`;
  const remarks = `${held}(shared: ${entanglementText(shared)})`;
  terminal.data(`${[...measured.map((one) => textOf(one, bold)), remarks].join('\n\n')}\n`);
}

/** How the rows of one true class were labelled. */
interface LabelledRows {
  /** The class, in the words of the data. */
  readonly label: string;
  /** How many got each label, in the order of the classes. */
  readonly counts: readonly number[];
  /** How many got none. */
  readonly undecided: number;
}

/** The confusion table in the words of the data: for every true class how many rows were given which label. */
function confusionRows({ evaluation: { counts, confusion }, classes }: Measured): LabelledRows[] {
  const undecided = confusion === null ? [] : [confusion.positive.undecided, confusion.negative.undecided];
  return classWords(classes).map((label, c) => ({ label, counts: counts[c], undecided: undecided[c] ?? 0 }));
}

function plainOf(measured: Measured) {
  const { rows, dropped, shared, lossName, evaluation, atShots, classes } = measured;
  const words = classWords(classes);
  const confusion = confusionRows(measured).map(({ label, counts, undecided }) => ({
    label,
    predicted: Object.fromEntries(counts.map((count, c) => [words[c], count])),
    ...(evaluation.confusion === null ? {} : { undecided }),
  }));
  const { baseRate, loss } = evaluation;
  const shots = atShots.length === 0 ? {} : { atShots };
  const left = dropped === undefined ? {} : { dropped };
  return { rows, ...left, ...metricsAmong(evaluation), baseRate, loss, lossName, ...shots, confusion, shared };
}

/** An accuracy by shots; a sampled one with its standard error. */
function atShotsText({ accuracy, method, standardError }: AccuracyAtShots): string {
  return method === 'exact' ? percent(accuracy) : `${percent(accuracy)} ± ${percent(standardError)} (sampled)`;
}

function textOf(measured: Measured, emphasis: (text: string) => string): string {
  const { name, rows, lossName, evaluation, atShots, classes } = measured;
  const facts = [
    [name === null ? 'rows' : `${name} rows`, rows],
    ...(measured.dropped === undefined ? [] : [['rows dropped, for want of a value', measured.dropped] as const]),
    ['accuracy', percent(evaluation.accuracy)],
    ['balanced accuracy', percent(evaluation.balancedAccuracy)],
    ['share of the larger class', percent(evaluation.baseRate)],
    ...metricFacts(evaluation),
    [`${lossName} loss`, evaluation.loss.toFixed(6)],
    ...atShots.map((one): [string, string] => [`accuracy by ${plural(one.shots, 'shot')}`, atShotsText(one)]),
  ];
  const table = confusionRows(measured);
  const isUndecided = table.some(({ undecided }) => undecided > 0);
  const head = ['label', ...classWords(classes).map((word) => `called ${word}`)];
  const lines = table.map(({ label, counts, undecided }): Cell[] => [
    label,
    ...counts,
    ...(isUndecided ? [undecided] : []),
  ]);
  const confusion = textTable(isUndecided ? [...head, 'undecided'] : head, lines, { emphasis });
  return `${textTable(null, facts)}\n\n${confusion}`;
}
