import { drawCircuit } from '../../circuit/draw.js';
import { toOpenQasm3 } from '../../circuit/open-qasm.js';
import { EbitError } from '../../errors.js';
import { networkCircuit, processorCircuit } from '../../models/circuits.js';
import type { Model } from '../../models/model-types.js';
import { drawNetwork } from '../../network/draw-network.js';
import { networkText, noiseLines, sharedLines } from '../../network/words.js';
import { nearestHint } from '../../options.js';
import { cutShort } from '../../shown-value.js';
import { circuitWord } from '../../tasks/model-settings.js';
import { circuitText, inputLines, isCircuitFile, openCircuit } from '../circuit-file.js';
import { modelText, parametersText } from '../describe.js';
import { modelRemarks, programRemarks } from '../model-remarks.js';
import { openModel } from '../model-source.js';
import { addFlags, settingsFromFlags } from '../settings/flags.js';
import { flagDefaults, flagOf, flat } from '../settings/flat.js';
import { networkFileHelp, networkFromFile } from '../settings/network-file.js';
import { describedModel, mergedSettings } from '../settings/resolve.js';
import type { Settings } from '../settings/schema.js';
import { numberWord } from '../settings/words.js';
import type { Context, Registration } from './context.js';

interface DrawOptions {
  readonly network?: string;
  readonly processor?: string;
  readonly values?: true;
  readonly width?: unknown;
  readonly qasm?: true;
}

const DEFAULTS = { network: { ebits: 1, qubits: 4 }, model: { depth: 1 } } as const;

const FLAGS = [
  'parties',
  'topology',
  'ebits',
  'coins',
  'qubits',
  'circuit',
  'layers',
  'readout',
  'depth',
  'mixing',
  'pairs',
  'fidelity',
  'noise',
];

/** Below it no network is drawn. */
const NARROWEST = 20;

const EXAMPLES = `
<<<<<<< HEAD
A network of three processors and more is drawn first: what stands in one line down is shared.

In a drawing of a circuit, ● and ○ are controls that want 1 and 0, M is a measurement, and a double line carries its
outcome to the gates that depend on it. θ3 is an angle of the model, x3 a feature of the processor.
=======
In a drawing, ● and ○ are controls that want 1 and 0, M is a measurement, and a double line carries its outcome to the
gates that depend on it. θ3 is an angle of the model, x3 a feature of the processor, ~DP noise, told below the drawing.

Without --processor the OpenQASM program holds the whole network, its ebits made by gates. Its comments say which
bit is whose, and what no gate can say: readout errors, weights and, of one processor, its halves of ebits and coins.
A network with coins, or with noisy ebits, is exported a processor at a time; OpenQASM has no noise behind gates.

Examples:
    $ ebit draw --depth 1                                   the paper's circuit, shortest form
    $ ebit draw --qubits 2 --depth 1 --processor A
    $ ebit draw --circuit reuploading --layers 2
<<<<<<< HEAD
    $ ebit draw --parties 5 --topology ring --qubits 2      who shares what, then each circuit
=======
    $ ebit draw --qubits 2 --noise depolarizing:0.01:cz       with noise behind its gates
    $ ebit draw --network testbed.yaml                      on the processors of a file
    $ ebit draw runs/a --qasm --values > trained.qasm       a trained model, to run elsewhere
    $ ebit draw trained.qasm                                a circuit that this or another program wrote`;

/** `ebit draw` */
export const registerDraw: Registration = (program, context) => {
  const command = program
    .command('draw')
    .summary("draw a model's network and circuits as text, or export them")
    .description(
      'Draws the network and the circuits of a model, or an OpenQASM file, as text, or writes them as OpenQASM 3.',
    )
    .argument('[path]', 'a model file, the folder of a run, or a .qasm file; else the model that the flags describe')
    .option('--network <file>', networkFileHelp)
    .option('--processor <name>', 'one processor only')
    .option('--values', "write the model's angles in place of their names")
    .option('--width <characters>', 'of a line of the drawing (default: of the terminal, or 100)', numberWord)
    .option('--qasm', 'write OpenQASM 3')
    .addHelpText('after', EXAMPLES);
  addFlags(command, FLAGS, { ...flagDefaults, ...flat(DEFAULTS) });
  command.action((path: string | undefined, options: DrawOptions) => {
    if (path !== undefined && isCircuitFile(path)) {
      context.terminal.data(`${fileText(path, options, context)}\n`);
      return;
    }
    const model = modelToDraw(path, settingsFromFlags({ ...options }), options.network);
    context.terminal.data(options.qasm ? qasmText(model, options, context) : `${drawing(model, options, context)}\n`);
  });
};

function modelToDraw(path: string | undefined, settings: Settings, file: string | undefined): Model {
  if (path === undefined) {
    // The depth that is drawn unless told is that of one kind of circuit.
    const model = circuitWord(settings.model ?? {}) === 'qcnn' ? DEFAULTS.model : {};
    const network = file === undefined ? DEFAULTS.network : networkFromFile(file);
    return describedModel(mergedSettings({ model, network }, settings));
  }
  const [setting] = Object.keys(flat(settings));
  const stray = file !== undefined ? '--network' : setting && flagOf(setting);
  if (stray !== undefined) {
    throw new EbitError('usage', `The model in "${path}" has its own; leave ${stray} or the model out.`);
  }
  return openModel(path);
}

/** The circuit of an OpenQASM file, which is no model: it has no processors, values or settings. */
function fileText(path: string, options: DrawOptions, { terminal }: Context): string {
  const strays = [options.processor && '--processor', options.values && '--values', options.network && '--network'];
  const [setting] = Object.keys(flat(settingsFromFlags({ ...options })));
  const stray = strays.find((flag) => flag) ?? (setting === undefined ? undefined : flagOf(setting));
  if (stray !== undefined) throw new EbitError('usage', `"${path}" is a circuit and no model; leave ${stray} out.`);
  const program = openCircuit(path);
  if (options.qasm) return toOpenQasm3(program.circuit).trimEnd();
  const room = (options.width ?? terminal.columns) as number;
  const title = terminal.colours.data.bold(circuitText(program.circuit));
  return [title, ...inputLines(program), '', drawCircuit(program.circuit, { width: room })].join('\n');
}

/** The indices of the processors that are meant. */
function chosen(model: Model, name: string | undefined): number[] {
  const names = model.network.processors.map((processor) => processor.name);
  if (name === undefined) return Array.from(names.keys());
  if (names.includes(name)) return [names.indexOf(name)];
  throw new EbitError(
    'usage',
    `There is no processor "${cutShort(name)}"; there are ${names.map(cutShort).join(', ')}.${nearestHint(name, names)}`,
  );
}

function drawing(model: Model, { processor, values, width }: DrawOptions, { terminal }: Context): string {
  const { bold } = terminal.colours.data;
  const parameters = values ? model.parameters : undefined;
  // What is no number is refused by the drawing, as it was written.
  const room = (width ?? terminal.columns) as number;
  const parts = chosen(model, processor).map((index) => {
    const { name, qubits } = model.network.processors[index];
    const title = bold(`${name}: ${qubits} qubits, ${model.features[index]} features`);
    return `${title}\n${drawCircuit(processorCircuit(model, index), { width: room, parameters })}`;
  });
  // Who is joined with whom is seen of three and more; of two it is said by the lines above.
  const isMany = processor === undefined && model.network.processors.length > 2;
  const picture = isMany ? [drawNetwork(model.network, { width: Math.max(room, NARROWEST) })] : [];
  const shared = [...sharedLines(model.network), ...noiseLines(model.network).map((line) => `noise at ${line}`)];
  const about = [networkText(model.network), ...shared.map((line) => `  ${line}`), ...modelRemarks(model)];
  return [`${about.join('\n')}\n${modelText(model)}; ${parametersText(model)}`, ...picture, ...parts].join('\n\n');
}

/** The program, with what it leaves out in its comments and, for who pipes it on unseen, as notes. */
function qasmText(model: Model, { processor, values }: DrawOptions, { terminal }: Context): string {
  const [index] = chosen(model, processor);
  const circuit = processor === undefined ? networkCircuit(model) : processorCircuit(model, index);
  const { about, missing } = programRemarks(model, processor === undefined ? null : index, values === true);
  const text = toOpenQasm3(circuit, {
    parameters: values ? model.parameters : undefined,
    comments: [...about, ...missing],
  });
  for (const remark of missing) terminal.note(remark);
  return text;
}
