import { availableParallelism } from 'node:os';
import type { EffectiveDimension } from '../../analysis/effective-dimension.js';
import {
  type NormalisedEffectiveDimension,
  normalisedEffectiveDimension,
} from '../../analysis/normalised-effective-dimension.js';
import { EbitError } from '../../errors.js';
import { effectiveDimensions } from '../../jobs/effective-dimensions.js';
import type { Model } from '../../models/model-types.js';
import { networkText } from '../../network/words.js';
import { readText } from '../../node/files.js';
import { textTable } from '../../report/text-table.js';
import { learningTask } from '../../tasks/make.js';
import { installation } from '../installation.js';
import { listenForInterruption } from '../interruption.js';
import { openModel } from '../model-source.js';
import { requirePictures } from '../picture-packages.js';
import { countDisplay } from '../progress-display.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import { dataFlagNames, flagDefaults, flagOf, flat } from '../settings/flat.js';
import { describedModel, mergedSettings, resolve } from '../settings/resolve.js';
import type { Settings } from '../settings/schema.js';
import { numberWord } from '../settings/words.js';
import type { Terminal } from '../terminal.js';
import { checkPictureName, triedPicture, writePicture } from '../write-picture.js';
import type { Context, Registration } from './context.js';

interface DimensionOptions {
  readonly depth?: string;
  readonly inputs?: unknown;
  readonly draws?: unknown;
  readonly tolerance?: unknown;
  readonly observations?: unknown;
  readonly workers?: number;
  readonly spectrum?: true;
  readonly plot?: string;
  readonly json?: true;
}

const DEFAULT_DEPTH = '20';

/** Training rows are all that is asked of data. */
const DATA_FLAGS = dataFlagNames.filter((name) => name !== 'validation' && name !== 'folds');
const FLAGS = [
  ...DATA_FLAGS,
  'topology',
  'ebits',
  'coins',
  'mixing',
  'pairs',
  'seed',
  'fidelity',
  'noise',
  'qubits',
  'workers',
];

const EXAMPLES = `
The effective dimension is the greatest rank of the Fisher matrix of the outcomes over random angles: how many
directions of its angles a circuit can tell apart. N inputs with d free numbers each cannot show a rank above their cap
N d, where d is 3 for two processors with ebits, 2 without, and 1 where every qubit is half of an ebit. A rank on the
cap, marked *, tells of the number of inputs and not of the circuit: take more.

The inputs are random unitaries in place of the embedding, or, with --data, the training rows of data. Mixing layers
come on top of --depth. With --observations n the dimension of Abbas et al. (arXiv:2011.00027) stands beside it: d for n
observations, and d as a part of the number of angles.

Examples:
    $ ebit effective-dimension --ebits 4 --depth 1-30 --inputs 100    on its cap of 100 from depth 10 on
    $ ebit effective-dimension --ebits 4 --depth 1-30 --inputs 600    and beyond it
    $ ebit effective-dimension --data clusters --depth 5,10,20        over the inputs of data
    $ ebit effective-dimension runs/a --spectrum --json               of a model, with all singular values
    $ ebit effective-dimension --depth 2,10,25 --plot spectra.svg     drawn`;

/** `ebit effective-dimension` */
export const registerEffectiveDimension: Registration = (program, context) => {
  const command = program
    .command('effective-dimension')
    .summary('count the directions that a circuit can tell apart')
    .description('Finds the greatest rank of the Fisher matrix over random angles, for one depth or many.')
    .argument('[model]', 'a model file, or the folder of a run; else the models that the flags describe')
    .option(
      '--depth <depths>',
      `conv layers: a number, a range or a list, as 20, 1-30 or 5,10 (default ${DEFAULT_DEPTH})`,
    )
    .option('--inputs <n>', 'random inputs (default 100)', numberWord)
    .option('--draws <n>', 'random angles (default 20)', numberWord)
    .option('--tolerance <t>', 'singular values up to t times the largest are zero (default 1e-10)', numberWord)
    .option('--observations <n>', 'also the dimension of Abbas et al. for n observations', numberWord)
    .option('--spectrum', 'with --json: print the singular values too')
    .option('--plot <file>', 'draw the singular values; a name ending in .svg or .png')
    .option('--json', 'print JSON, one object a line and depth')
    .addHelpText('after', EXAMPLES);
  const standard = Object.entries(flagDefaults).filter(([name]) => !DATA_FLAGS.includes(name));
  addFlags(command, FLAGS, { ...Object.fromEntries(standard), ebits: 1, workers: 'all processors' });
  command.action(async (path: string | undefined, options: DimensionOptions) => {
    const { depth, ...others } = options;
    const settings = settingsFromFlags(others);
    await measure(
      path === undefined ? described(settings, depth) : opened(path, settings, depth),
      options,
      settings,
      context,
    );
  });
};

/** What to measure: models, and the rows to average over where these are no random unitaries. */
interface Subject {
  readonly models: readonly Model[];
  readonly rows: Float64Array | undefined;
}

function described(settings: Settings, depths = DEFAULT_DEPTH): Subject {
  const tasks = depthsOf(depths).map((depth) => {
    const asked = mergedSettings(settings, { model: { depth } });
    if (settings.data?.kind !== undefined) return learningTask(resolve(asked), readText);
    const { parties: _, ...rest } = (settings.data ?? {}) as { readonly parties?: number };
    const [stray] = Object.keys(flat({ data: rest }));
    if (stray !== undefined) {
      throw new EbitError(
        'usage',
        `${flagOf(stray)} is about data, but no --data are given; the inputs are random unitaries.`,
      );
    }
    return { model: describedModel(asked), training: null };
  });
  return { models: tasks.map(({ model }) => model), rows: tasks[0].training?.rows };
}

/** A model file says all but what to average over. */
function opened(path: string, settings: Settings, depth: string | undefined): Subject {
  const allowed = ['seed', 'workers'];
  const stray = depth === undefined ? Object.keys(flat(settings)).find((name) => !allowed.includes(name)) : 'depth';
  if (stray !== undefined) {
    throw new EbitError('usage', `The model in "${path}" is measured as it is; leave out ${flagOf(stray)}.`);
  }
  return { models: [openModel(path)], rows: undefined };
}

/** A model's circuit is refused beyond this depth anyway. */
const MOST_DEPTHS = 1000;

/** The depths of `20`, `1-30` or `5,10,20-25`. */
function depthsOf(word: string): number[] {
  const depths = word.split(',').flatMap((part) => {
    const ends = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part.trim());
    const first = Number(ends?.[1]);
    const last = Number(ends?.[2] ?? ends?.[1]);
    if (ends === null || last < first || last - first >= MOST_DEPTHS) {
      throw new EbitError('usage', `--depth ${word} is no number, range or list; write for instance 20, 1-30 or 5,10.`);
    }
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
  return depths;
}

/** A number among the options, or what was written in its place, for the analysis to refuse. */
function numberOption(name: string, value: unknown): number | undefined {
  if (value === undefined || typeof value === 'number') return value;
  throw new EbitError('usage', `--${name} is "${String(value)}"; give a number.`);
}

interface Measured {
  readonly model: Model;
  readonly found: EffectiveDimension;
  readonly normalised: NormalisedEffectiveDimension | null;
}

async function measure(
  { models, rows }: Subject,
  options: DimensionOptions,
  { training: { seed } = {}, run: { workers } = {} }: Settings,
  { terminal }: Context,
): Promise<void> {
  if (rows !== undefined && options.inputs !== undefined) {
    throw new EbitError('usage', 'Both --data and --inputs are given; leave one out.');
  }
  if (options.plot !== undefined) await checkPlot(options.plot, models.length);
  const draws = numberOption('draws', options.draws);
  const common = { inputs: numberOption('inputs', options.inputs), rows, draws, seed };
  const tolerance = numberOption('tolerance', options.tolerance);
  const observations = numberOption('observations', options.observations);
  const what = rows === undefined ? 'random unitary inputs' : 'the training rows of the data as inputs';
  terminal.note(`${networkText(models[0].network)}; ${what}`);
  const interruption = listenForInterruption(terminal);
  const display = countDisplay(terminal, 'measuring', models.length);
  const threads = Math.min(models.length, workers ?? availableParallelism());
  let done = 0;
  let results: EffectiveDimension[];
  const measured: Measured[] = [];
  try {
    const { signal } = interruption;
    results = await effectiveDimensions(models, {
      ...common,
      tolerance,
      signal,
      workers: threads === 1 ? 0 : threads,
      script: installation().worker,
      onResult: () => {
        done++;
        display.update(done, '');
      },
    });
    for (const [i, model] of models.entries()) {
      const normalised =
        observations === undefined
          ? null
          : await normalisedEffectiveDimension(model, { ...common, observations, signal });
      measured.push({ model, found: results[i], normalised });
    }
  } finally {
    display.stop();
    interruption.release();
  }
  terminal.data(options.json ? jsonLines(measured, options) : `${tableOf(measured, terminal.colours.data.bold)}\n`);
  const { plot } = options;
  if (plot === undefined) return;
  const { failure } = await triedPicture(() => draw(terminal, plot, measured));
  if (failure !== null) throw failure;
}

/** More lines have no colours of their own. */
const MOST_SPECTRA = 8;

async function checkPlot(path: string, models: number): Promise<void> {
  checkPictureName(path);
  if (models > MOST_SPECTRA) {
    throw new EbitError('usage', `A picture of ${models} spectra cannot be read; give at most ${MOST_SPECTRA} depths.`);
  }
  await requirePictures();
}

async function draw(terminal: Terminal, path: string, measured: readonly Measured[]): Promise<void> {
  const { spectrumChart } = await import('../../report/spectrum-chart.js');
  const spectra = measured.map(({ model, found: { singularValues } }, i) => ({
    name: depthOf(model) === null ? `model ${i + 1}` : `depth ${depthOf(model)}`,
    singularValues,
  }));
  const [{ model, found }] = measured;
  const caption =
    `Singular values of the Fisher matrix at the first draw of the greatest rank. ${networkText(model.network)}; ` +
    `${found.inputs} inputs. What is below ${found.tolerance} of the largest counts as zero.`;
  await writePicture(terminal, path, spectrumChart(spectra, found.tolerance, caption));
}

function depthOf({ spec }: Model): number | null {
  return spec.circuit.kind === 'qcnn' ? spec.circuit.depth : null;
}

function jsonLines(measured: readonly Measured[], { spectrum }: DimensionOptions): string {
  return measured
    .map(({ model, found, normalised }) => {
      const { rank, cap, atCap, parameters, gap, tolerance, inputs, dof, ranks, fallbacks, singularValues } = found;
      const mixing = model.spec.mixing.layers;
      const sample = { inputs, dof, draws: ranks.length, fallbacks };
      const more = {
        ...(normalised === null ? {} : { abbas: { value: normalised.value, normalised: normalised.normalised } }),
        ...(spectrum ? { singularValues: [...singularValues] } : {}),
      };
      const line = { depth: depthOf(model), mixing, rank, cap, atCap, parameters, gap, tolerance, ...sample, ...more };
      return `${JSON.stringify(line)}\n`;
    })
    .join('');
}

function hasNoise({ programs }: Model): boolean {
  return programs.some(({ mixing, embedding, trainable }) =>
    [mixing, embedding.kind === 'circuit' ? embedding.circuit : null, trainable].some((circuit) =>
      circuit?.operations.some(({ kind }) => kind === 'channel'),
    ),
  );
}

/** What noise makes of a rank: it damps singular values, and few of them to 0. */
function noisyNote(measured: readonly Measured[]): string {
  const [{ found }] = measured;
  const parts = measured.map(({ model, found: { rank, singularValues } }) => {
    const depth = depthOf(model);
    const last = (singularValues[Math.max(0, rank - 1)] / singularValues[0]).toExponential(0);
    return depth === null ? last : `${last} at depth ${depth}`;
  });
  return (
    'With noise a rank alone says little, since singular values are damped and seldom 0: the rank counts those above ' +
    `${found.tolerance} of the largest, the last of which is ${parts.join(', ')} of it; --json --spectrum has all of them.`
  );
}

function tableOf(measured: readonly Measured[], emphasis: (text: string) => string): string {
  const hasNormalised = measured.some(({ normalised }) => normalised !== null);
  const head = ['depth', 'rank', '', 'cap', 'angles', 'gap', ...(hasNormalised ? ['Abbas et al.', 'normalised'] : [])];
  const rows = measured.map(({ model, found: { rank, cap, atCap, parameters, gap }, normalised }) => [
    depthOf(model),
    rank,
    atCap ? '*' : '',
    cap,
    parameters,
    gap === Number.POSITIVE_INFINITY ? 'none left' : gap.toExponential(0),
    ...(normalised === null ? [] : [normalised.value.toFixed(1), normalised.normalised.toFixed(3)]),
  ]);
  const text = textTable(head, rows, { emphasis });
  const [{ found }] = measured;
  const cap = `${found.inputs} inputs x ${found.dof}`;
  const notes: string[] = [];
  if (measured.some(({ found: { atCap } }) => atCap)) {
    notes.push(`* on the cap of ${cap}: a limit of the sample, not of the circuit; try more inputs`);
  }
  if (measured.some(({ model }) => hasNoise(model))) notes.push(noisyNote(measured));
  return [text, ...notes].join('\n\n');
}
