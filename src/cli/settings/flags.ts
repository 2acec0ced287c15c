import { type Command, Option } from 'commander';
import { checkedSettings } from './check.js';
import { flagAt, flagGroups, flagOf, flags, flatNameOf, nested } from './flat.js';
import type { Settings } from './schema.js';
import {
  classWeightsWord,
  coinsWord,
  columnsWord,
  earlyStopWord,
  ebitsWord,
  flagWord,
  lossWord,
  noiseWord,
  numberWord,
  qubitsWord,
  readoutWord,
} from './words.js';

const words = {
  number: numberWord,
  columns: columnsWord,
  ebits: ebitsWord,
  coins: coinsWord,
  noise: noiseWord,
  qubits: qubitsWord,
  flag: flagWord,
  loss: lossWord,
  classWeights: classWeightsWord,
  earlyStop: earlyStopWord,
  readout: readoutWord,
} as const;

/**
 * Gives a command some of the flags.
 *
 * @param names - the settings that the command takes
 * @param standard - what holds for them unless told, to be shown in the help
 */
export function addFlags(
  command: Command,
  names: readonly string[],
  standard: Readonly<Record<string, unknown>> = {},
): void {
  for (const [group, members] of Object.entries(flagGroups)) {
    for (const [name, { value, help, word }] of Object.entries(members)) {
      if (!names.includes(name)) continue;
      const isSaid = standard[name] === undefined || help.includes('(default ');
      const shown = isSaid ? '' : ` (default ${String(standard[name])})`;
      const option = new Option(`${flagOf(name)} <${value}>`, help + shown).helpGroup(group);
      // Commander hands back as `before` what this parser returned for the flag's last occurrence.
      const parse = word === undefined ? undefined : (words[word] as (word: string, before: unknown) => unknown);
      command.addOption(parse === undefined ? option : option.argParser(parse));
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
  const nameOf = (path: string) => own[flatNameOf(path)] ?? flagAt(path);
  return checkedSettings(nested(Object.fromEntries(given)), 'The command line', 'usage', nameOf);
}
