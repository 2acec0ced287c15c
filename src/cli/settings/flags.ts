import { type Command, Option } from 'commander';
import { checkedSettings } from './check.js';
import type { SettingName, Settings } from './schema.js';
import { columnsWord, ebitsWord, numberWord } from './words.js';

/** The settings that fit on a command line; the others are lists of things with parts, and belong in a file. */
export type FlagName = Exclude<SettingName, 'processors' | 'embedding' | 'circuit'>;

/** Everything about a flag but its name, which is the setting's: `learningRate` is `--learning-rate`. */
interface Flag {
  readonly value: string;
  readonly help: string;
  readonly parse?: (word: string, before: never) => unknown;
}

/** The flags by what they are about, in the order of the help. */
const flagGroups: Readonly<Record<string, readonly FlagName[]>> = {
  'Data:': ['data', 'dataSeed', 'corners', 'dimension', 'chshEmbedding', 'columns', 'label', 'positive', 'validation'],
  'Network:': ['ebits', 'fidelity', 'qubits'],
  'Model:': ['depth', 'mixing', 'pairs', 'weights'],
  'Training:': [
    'loss',
    'iterations',
    'learningRate',
    'beta2',
    'batch',
    'sampling',
    'seed',
    'seeds',
    'workers',
    'engine',
    'evaluateEvery',
    'earlyStop',
    'checkpointEvery',
  ],
};

const flags: Readonly<Record<FlagName, Flag>> = {
  data: { value: 'what', help: '"clusters" (the paper\'s), "chsh" (the game), or the path of a CSV table' },
  dataSeed: {
    value: 'seed',
    help: 'chooses the clusters, or the rows of a table that go to validation',
    parse: numberWord,
  },
  corners: { value: 'how', help: 'clusters: how their corners are drawn, "grid", "distinct" or "independent"' },
  dimension: { value: 'n', help: 'clusters: 8, or 3 (two features at A, one at B)', parse: numberWord },
  chshEmbedding: { value: 'which', help: 'chsh: "original" (the paper\'s x^o) or "alternative" (x^a)' },
  columns: {
    value: 'A=a,b',
    help: 'table: the columns that a processor holds, one a qubit; once for each processor',
    parse: columnsWord,
  },
  label: { value: 'column', help: 'table: the column with the two classes' },
  positive: { value: 'class', help: 'table: the class that counts as +1' },
  validation: { value: 'share', help: 'table: the share of the rows kept for validation', parse: numberWord },
  ebits: {
    value: 'n',
    help: 'how many ebits A and B share, or a list such as A.0:B.0,B.1:C.0@0.9',
    parse: ebitsWord,
  },
  fidelity: { value: 'F', help: 'of every ebit, from 0.25 (useless) to 1 (perfect)', parse: numberWord },
  qubits: { value: 'm', help: 'of every processor', parse: numberWord },
  depth: { value: 'd', help: 'conv layers in each stage of the circuit', parse: numberWord },
  mixing: { value: 'layers', help: 'trainable layers before the embedding', parse: numberWord },
  pairs: { value: 'which', help: 'qubits that the embedding couples: "ring", "all" or "chain"' },
  weights: { value: 'form', help: 'weights of the outcomes: "free", "parity" or "fixed"' },
  loss: { value: 'name', help: '"mse", the mean of (y - E)^2, or "product", that of -y E' },
  iterations: { value: 'n', help: 'steps of Adam', parse: numberWord },
  learningRate: { value: 'rate', help: 'of Adam', parse: numberWord },
  beta2: { value: 'beta', help: "decay of Adam's second moment", parse: numberWord },
  batch: { value: 'rows', help: 'rows a step: a number, "quarter" of the training rows, or "full"', parse: numberWord },
  sampling: { value: 'how', help: 'rows of a step: "epochs" deals each once an epoch, "replacement" draws from all' },
  seed: { value: 'seed', help: 'chooses the initial angles and the order of the rows', parse: numberWord },
  seeds: { value: 'n', help: 'how many runs, from --seed on', parse: numberWord },
  workers: { value: 'n', help: 'threads for several seeds; the results do not depend on it', parse: numberWord },
  engine: { value: 'name', help: '"observable", "state", or "auto" for the cheaper one' },
  evaluateEvery: {
    value: 'n',
    help: 'iterations from one measurement of the accuracies to the next',
    parse: numberWord,
  },
  earlyStop: {
    value: 'patience',
    help: 'stop when so many measurements in a row brought no better validation accuracy',
    parse: numberWord,
  },
  checkpointEvery: { value: 'n', help: 'iterations from one checkpoint to the next', parse: numberWord },
};

/** All settings that have a flag. */
export const flagNames: readonly FlagName[] = Object.values(flagGroups).flat();

/** The flag as it is typed. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/**
 * Gives a command some of the flags.
 *
 * @param names - the settings that the command takes
 * @param standard - what holds for them unless told, to be shown in the help
 */
export function addFlags(
  command: Command,
  names: readonly FlagName[],
  standard: Readonly<Record<string, unknown>> = {},
): void {
  for (const [group, members] of Object.entries(flagGroups)) {
    for (const name of members.filter((one) => names.includes(one))) {
      const { value, help, parse } = flags[name];
      const shown = standard[name] === undefined ? '' : ` (default ${String(standard[name])})`;
      const option = new Option(`${flagOf(name)} <${value}>`, help + shown).helpGroup(group);
      // Commander hands back as `before` what this parser returned for the flag's last occurrence.
      command.addOption(
        parse === undefined ? option : option.argParser(parse as (word: string, before: unknown) => unknown),
      );
    }
  }
}

/**
 * Returns the settings among a command's options, checked.
 *
 * @param options - what commander collected, other options included
 * @param own - settings that this command has under a flag of another name
 * @throws EbitError 'usage' naming the flag whose value does not fit, and what belongs there
 */
export function settingsFromFlags(
  options: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, string>> = {},
): Settings {
  const given = Object.entries(options).filter(([name, value]) => name in flags && value !== undefined);
  return checkedSettings(Object.fromEntries(given), 'The command line', 'usage', (name) => own[name] ?? flagOf(name));
}
