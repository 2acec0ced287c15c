import { availableParallelism, cpus } from 'node:os';
import { coreSize } from '../../core/size.js';
import { type Classes, classCount, classWord, labelNumbers } from '../../data/labels.js';
import { digest } from '../../digest.js';
import { EbitError } from '../../errors.js';
import type { Model } from '../../models/model-types.js';
import type { Network } from '../../network/network.js';
import { sharedStates } from '../../network/shared-states.js';
import { coinLines, ebitLines, entanglementText, networkText, noiseLines, shareLines } from '../../network/words.js';
import { type Cell, textTable } from '../../report/text-table.js';
import { networkOf } from '../../tasks/network-settings.js';
import { circuitText, inputLines, isCircuitFile, nameLines, openCircuit } from '../circuit-file.js';
import {
  channelLines,
  columnLines,
  contractionText,
  modelText,
  parametersText,
  preparationLines,
} from '../describe.js';
import { installation } from '../installation.js';
import { modelRemarks } from '../model-remarks.js';
import { openModel } from '../model-source.js';
import { holdsRun, type RunDirectory, runDirectory } from '../run-directory.js';
import { parseSummary } from '../run-summary.js';
import { networkFromFile } from '../settings/network-file.js';
import { shellWord } from '../shell-word.js';
import type { Registration } from './context.js';

interface InfoOptions {
  readonly network?: string;
  readonly schema?: true;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
    $ ebit info                 this program and this machine
    $ ebit info runs/a          what a run has come to
    $ ebit info model.json      what a model is
    $ ebit info --network testbed.yaml   what a network is
    $ ebit info circuit.qasm    what an OpenQASM program is as a circuit
    $ ebit info --schema        the JSON Schema of model files`;

/** `ebit info` */
export const registerInfo: Registration = (program, context) => {
  program
    .command('info')
    .summary('say what a model or a run is, or what this program is')
    .description(
      'Says what a model file, the folder of a run or an OpenQASM file holds; without one, what this program and machine are.',
    )
    .argument('[path]', 'a model file, the folder of a run, or a .qasm file')
    .option('--network <file>', 'say what a network is that a YAML or JSON file describes')
    .option('--json', 'print JSON')
    .option('--schema', 'print the JSON Schema (draft 2020-12) of model files')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string | undefined, options: InfoOptions) => {
      if (options.schema) {
        if (path !== undefined || options.json || options.network !== undefined) {
          throw new EbitError('usage', '--schema is about all model files; leave the path, --network and --json out.');
        }
        // Loaded on demand: nothing else needs a schema as JSON.
        const { modelJsonSchema } = await import('../../models/json-schema.js');
        context.terminal.data(`${JSON.stringify(modelJsonSchema(), null, 2)}\n`);
        return;
      }
      const facts = await factsOf(path, options.network);
      context.terminal.data(options.json ? `${JSON.stringify(facts, null, 2)}\n` : `${textOf(facts)}\n`);
    });
};

/** What there is to know, by the names that JSON has for it; a list takes a line each. */
type Facts = Readonly<Record<string, string | number | null | readonly string[]>>;

function textOf(facts: Facts): string {
  const rows = Object.entries(facts).flatMap(([name, value]): Cell[][] => {
    const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    if (Array.isArray(value)) return value.map((line: string, i) => [i === 0 ? words : '', line]);
    return value === null ? [] : [[words, typeof value === 'number' ? Number(value.toPrecision(6)) : String(value)]];
  });
  return textTable(null, rows, { left: [0, 1] });
}

function programFacts(): Facts {
  return {
    ebit: installation().version,
    node: process.versions.node,
    v8: process.versions.v8,
    machine: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model ?? null,
    threads: availableParallelism(),
    wasmBytes: coreSize(),
  };
}

async function factsOf(path: string | undefined, file: string | undefined): Promise<Facts> {
  if (file === undefined) return path === undefined ? programFacts() : factsAbout(path);
  if (path === undefined) return networkFacts(networkOf(networkFromFile(file)));
  throw new EbitError('usage', `--network ${file} and "${path}" are two things to tell about; leave one out.`);
}

function networkFacts(network: Network): Facts {
  return {
    network: networkText(network),
    ebits: ebitLines(network),
    coins: coinLines(network),
    ...(network.shares.length === 0 ? {} : { shares: shareLines(network) }),
    shared: entanglementText(sharedStates(network)),
    noise: noiseLines(network),
  };
}

async function factsAbout(path: string): Promise<Facts> {
  if (isCircuitFile(path)) return circuitFacts(path);
  if (!holdsRun(path)) return modelFacts(openModel(path));
  return { run: path, ...(await runFacts(runDirectory(path))) };
}

function circuitFacts(path: string): Facts {
  const program = openCircuit(path);
  return {
    openQasm: program.version,
    circuit: circuitText(program.circuit),
    inputs: inputLines(program),
    names: nameLines(program),
  };
}

async function runFacts(directory: RunDirectory): Promise<Facts> {
  if (!directory.has('summary')) {
    return { state: `not finished; go on with: ebit train --resume ${shellWord(directory.path)}` };
  }
  const { fits, ebit, node, seconds, ...best } = parseSummary(directory.read('summary'), directory.pathOf('summary'));
  return {
    state: 'finished',
    madeBy: `ebit ${ebit}, node ${node}`,
    seconds,
    seeds: fits === undefined ? best.seed : fits.map(({ seed }) => seed).join(', '),
    bestSeed: fits === undefined ? null : best.seed,
    iterations: best.iterations,
    trainingAccuracy: best.accuracy.training,
    validationAccuracy: best.accuracy.validation,
    ...(await modelFacts(openModel(directory.path))),
  };
}

/** Which label each value of a label column stands for. */
function classesText(classes: Classes): string {
  return labelNumbers(classCount(classes))
    .map((label) => `"${classWord(classes, label)}" is ${label === 1 && classCount(classes) === 2 ? '+1' : label}`)
    .join(', ');
}

async function modelFacts(model: Model): Promise<Facts> {
  const label = model.columns?.label ?? null;
  return {
    ...networkFacts(model.network),
    channels: channelLines(model),
    model: modelText(model),
    remarks: modelRemarks(model),
    features: model.network.processors.map(({ name }, p) => `${model.features[p]} at ${name}`).join(', '),
    parameters: parametersText(model),
    contraction: contractionText(model),
    columns: columnLines(model),
    preparation: preparationLines(model),
    label: label === null ? null : `${label.column}: ${classesText(label)}`,
    digest: digest(model.parameters),
  };
}
