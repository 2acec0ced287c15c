import { EbitError } from '../../errors.js';
import { sharedStates } from '../../network/shared-states.js';
import { entanglementText, networkText, noiseLines, sharedName } from '../../network/words.js';
import { percent, percentSpread } from '../../report/spread.js';
import { textTable } from '../../report/text-table.js';
import { dataWord } from '../../tasks/data-settings.js';
import { isToBeDealt } from '../../tasks/dealt-settings.js';
import { besideLines, ebitsRemark } from '../beside-words.js';
import { columnsText, modelText, parametersText, rowsText } from '../describe.js';
import { metricCells, metricHeads } from '../metric-facts.js';
import { modelRemarks } from '../model-remarks.js';
import { requirePictures } from '../picture-packages.js';
import { parseSummary, type RunSummary } from '../run-summary.js';
import { settingsFromFile } from '../settings/file.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import { flagDefaults, flagNames } from '../settings/flat.js';
import { networkFileHelp, networkFromFile } from '../settings/network-file.js';
import { mergedSettings } from '../settings/resolve.js';
import type { Settings } from '../settings/schema.js';
import { dataName, isFolded, resumeRun, type StartedRun, startRun } from '../start-run.js';
import { watchedTraining } from '../watched-training.js';
import { writeCurves } from '../write-curves.js';
import { triedPicture } from '../write-picture.js';
import type { Context, Registration } from './context.js';
import { trainHelp } from './train-help.js';

interface TrainOptions {
  readonly config?: string;
  readonly network?: string;
  readonly out?: string;
  /** True where no folder is named: that of --out is meant. */
  readonly resume?: string | true;
  readonly force?: true;
  readonly plot?: true;
  /** False where they are left out. */
  readonly baselines?: boolean;
  readonly json?: true;
}

/** `ebit train` */
export const registerTrain: Registration = (program, context) => {
  const command = program
    .command('train')
    .summary('train a classifier whose parties share ebits')
    .description('Trains a classifier whose parties each hold some features of every row, and share ebits.')
    .option('--config <file>', 'read settings from a YAML or JSON file; flags override it')
    .option('--network <file>', networkFileHelp)
    .option('--out <folder>', 'where the run is kept (default: the first free runs/<data>-<n>)')
    .option('--resume [folder]', 'go on with an interrupted run: the one in this folder, or in --out')
    .option('--force', 'replace the run that is in --out')
    .option('--plot', 'draw the training curves too: curves.svg and curves.png')
    .option(
      '--no-baselines',
      'of a table: leave out the models beside it: logistic regression, a small network, nothing shared',
    )
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', trainHelp);
  addFlags(command, flagNames, {
    ...flagDefaults,
    ebits: 1,
    workers: 'all processors for batches of 8192 rows or more, else 1',
    qubits: 'one a feature',
    positive: 'the larger number, or the later word',
  });
  command.action((options: TrainOptions) => train(options, settingsOf(options), context));
};

function settingsOf(options: TrainOptions): Settings {
  const fromFile = options.config === undefined ? {} : settingsFromFile(options.config);
  const described = options.network === undefined ? {} : { network: networkFromFile(options.network) };
  return mergedSettings({ ...fromFile, ...described }, settingsFromFlags({ ...options }));
}

async function train(options: TrainOptions, settings: Settings, { terminal }: Context): Promise<void> {
  const { folds } = (settings.data ?? {}) as { readonly folds?: number };
  if (options.plot && folds !== undefined) {
    throw new EbitError('usage', '--plot draws the course of one training and --folds trains several; leave one out.');
  }
  if (options.plot) await requirePictures();
  const { config, directory, task } =
    options.resume === undefined
      ? await startRun(settings, options.out, options.force === true)
      : resumeRun(resumedFolder(options), settings);
  if (task === null) {
    terminal.note(`The run in "${directory.path}" is finished; nothing is left to do.`);
    printSummary(parseSummary(directory.read('summary'), directory.pathOf('summary')), options, terminal);
    return;
  }
  terminal.note(describeRun({ config, directory, task }, isToBeDealt(settings.data)));
  const beside = config.data.kind === 'table' && options.baselines !== false;
  if (isFolded(config)) {
    // Loaded on demand: most trainings need no study.
    const { foldsText, trainFolds } = await import('../folds-run.js');
    const folds = await trainFolds(config, directory, beside, terminal);
    const text = options.json ? JSON.stringify(folds, null, 2) : foldsText(folds, terminal.colours.data.bold);
    terminal.data(`${text}\n`);
    terminal.note(`Saved in "${directory.path}", the model of every fold in a folder of its own.`);
    return;
  }
  const { summary, results } = await watchedTraining({ config, directory, task }, 'training', terminal, beside);
  printSummary(summary, options, terminal);
  const remark = beside ? ebitsRemark(config, task.training.classes ?? 2) : null;
  if (remark !== null) terminal.note(remark);
  terminal.note(`Saved in "${directory.path}".`);
  if (options.plot) {
    const curves = [{ name: sharedName(task.model.network), results }];
    const panels = [{ name: dataName(config.data), curves }];
    const { failure } = await triedPicture(() => writeCurves(terminal, directory.path, panels));
    if (failure !== null) throw failure;
  }
}

function resumedFolder({ resume, out, force }: TrainOptions): string {
  if (force) throw new EbitError('usage', '--resume goes on with a run and --force replaces it; give one of them.');
  if (typeof resume === 'string') return resume;
  if (out === undefined) throw new EbitError('usage', 'Say which run is to go on: --resume FOLDER.');
  return out;
}

function describeRun({ config, task }: StartedRun, areDealt: boolean): string {
  const { columns } = task.model;
  const facts = [
    ['data', `${dataWord(config.data)}: ${rowsText(task)}`],
    ...(columns === null ? [] : [['columns', columnsText(columns.features, areDealt)]]),
    ['network', networkText(task.model.network)],
    ['shared', entanglementText(sharedStates(task.model.network))],
    ...noiseLines(task.model.network).map((line, i) => [i === 0 ? 'noise' : '', line]),
    ['model', `${modelText(task.model)}; ${parametersText(task.model)}`],
    ...modelRemarks(task.model).map((remark) => ['', remark]),
  ];
  return textTable(null, facts, { left: [0, 1] });
}

function printSummary(summary: RunSummary, { json }: TrainOptions, terminal: Context['terminal']): void {
  terminal.data(
    json ? `${JSON.stringify(summary, null, 2)}\n` : `${summaryText(summary, terminal.colours.data.bold)}\n`,
  );
}

/** What an accuracy has to be held against; nothing for a run of an earlier version. */
function baseRateLine(rate: RunSummary['baseRate']): string {
  if (rate === undefined) return '';
  const validation = rate.validation === null ? '' : `, ${percent(rate.validation)} of the validation rows`;
  return `\n(the larger class is ${percent(rate.training)} of the training rows${validation}; balanced: mean over the classes)`;
}

/** Which model is kept, where it is the best and not the last. */
function bestLine({ best, iterations }: RunSummary): string {
  if (best === undefined) return '';
  const name = best.metric.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const value = Number(best.value.toPrecision(4));
  return `\n(the best model by the validation ${name}, ${value}: that of iteration ${best.iteration} of ${iterations})`;
}

/** F1 and its like of the model that is kept, a line a set of rows; nothing for a run of an earlier version. */
function metricsText({ metrics }: RunSummary, emphasis: (text: string) => string): string {
  if (metrics === undefined) return '';
  const { training, validation } = metrics;
  const rows = [['training', ...metricCells(training)]];
  if (validation !== null) rows.push(['validation', ...metricCells(validation)]);
  return `\n\n${textTable(['rows', ...metricHeads()], rows, { emphasis })}`;
}

/** A line a seed, and their spread where there are several. */
function summaryText(summary: RunSummary, emphasis: (text: string) => string): string {
  const share = (value: number | null) => (value === null ? null : percent(value));
  const rows = (summary.fits ?? [summary]).map(({ seed, iterations, accuracy, balancedAccuracy, loss, digest }) => [
    seed,
    share(accuracy.training),
    share(balancedAccuracy?.training ?? null),
    share(accuracy.validation),
    share(balancedAccuracy?.validation ?? null),
    loss.training.toFixed(4),
    iterations,
    digest.slice(0, 12),
  ]);
  if (summary.spread !== undefined) {
    const { training, validation } = summary.spread;
    const mean = [percentSpread(training), null, validation && percentSpread(validation)];
    rows.push(['mean', ...mean, null, null, null, null]);
  }
  const head = ['seed', 'training', 'balanced', 'validation', 'balanced', 'loss', 'iterations', 'digest'];
  const remarks = (summary.remarks ?? []).map((remark) => `\n(${remark})`).join('');
  const beside = ['', ...besideLines(summary)].join('\n');
  const shared = summary.shared === undefined ? '' : `\n(shared: ${entanglementText(summary.shared)})`;
  return `${textTable(head, rows, { emphasis })}${baseRateLine(summary.baseRate)}${bestLine(summary)}${remarks}${shared}${beside}${metricsText(summary, emphasis)}`;
}
