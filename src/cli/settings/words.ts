// What a word of the command line means. A word that means nothing is passed on as it is, for the schema to refuse: so
// a value is judged in one place, whether it came by flag or by file.
import Papa from 'papaparse';
import { channelNames, channels, isChannelName } from '../../circuit/channels.js';
import { isRoundedInteger } from '../../data/numbers.js';
import { EbitError } from '../../errors.js';
import { GATE_KINDS } from '../../network/gate-noise.js';
import { nearestHint } from '../../options.js';
import { cutShort } from '../../shown-value.js';

/** A number, or the word itself: also where it is an integer that a number would round. */
export function numberWord(word: string): unknown {
  const value = Number(word);
  return word.trim() === '' || Number.isNaN(value) || isRoundedInteger(word.trim()) ? word : value;
}

/**
 * Adds `A=one,two` to the columns named before.
 *
 * A column whose name has a comma is put in double quotes, as in a table: `A="height, cm",age`.
 *
 * @throws EbitError 'usage' for another form, or a processor named before
 */
export function columnsWord(word: string, before: Readonly<Record<string, string[]>> = {}): Record<string, string[]> {
  const at = word.indexOf('=');
  const name = word.slice(0, at).trim();
  const columns = (Papa.parse<string[]>(word.slice(at + 1)).data[0] ?? []).map((column) => column.trim());
  if (at < 1 || columns.length === 0 || columns.includes('')) {
    throw new EbitError(
      'usage',
      `--columns ${word} is not processor=column,column,…; write for instance --columns A=height,weight.`,
    );
  }
  if (Object.hasOwn(before, name)) {
    throw new EbitError('usage', `--columns names processor "${name}" twice; list all of its columns at once.`);
  }
  return { ...before, [name]: columns };
}

/** `yes` or `no`, or the word itself. */
export function flagWord(word: string): unknown {
  return word === 'yes' ? true : word === 'no' ? false : word;
}

/** A number, or a list `A.0:B.0,B.1:C.0@0.9` of pairs of qubits, each with what stands behind the @ under `name`. */
function pairsWord(word: string, name: string): unknown {
  if (!word.includes(':')) return numberWord(word);
  return word.split(',').map((one) => {
    const [ends, number] = one.split('@');
    const between = ends.split(':').map((end) => end.trim());
    return number === undefined ? { between } : { between, [name]: numberWord(number) };
  });
}

/** A word such as `all`, or the qubits that are read out: `2` or `2,3`. */
export function readoutWord(word: string): unknown {
  return /^[a-z]/i.test(word.trim()) ? word : word.split(',').map(numberWord);
}

/** A number of qubits, or a list of them, one a processor. */
export function qubitsWord(word: string): unknown {
  return word.includes(',') ? word.split(',').map(numberWord) : numberWord(word);
}

/** A number of ebits, or a list `A.0:B.0,B.1:C.0@0.9` of ebits, each with its fidelity where that is not 1. */
export function ebitsWord(word: string): unknown {
  return pairsWord(word, 'fidelity');
}

/** A number of coins, or a list `A.0:B.0,A.1:B.1@0.7`, each with the probability of bit 0 where that is not 1/2. */
export function coinsWord(word: string): unknown {
  return pairsWord(word, 'heads');
}

/** `all`, `one-qubit` or `two-qubit`, or the gates of `cx+cz`. */
function afterWord(word: string): string | string[] {
  return (GATE_KINDS as readonly string[]).includes(word) ? word : word.split('+');
}

/**
 * Adds the noise of `depolarizing:0.01,thermal:1e-3:5e-4:1e-6:two-qubit` to that named before: a channel, its numbers in the
 * table's order, and behind which gates it stands, where these are not all.
 *
 * @throws EbitError 'usage' for another form, or a channel that is not known
 */
export function noiseWord(word: string, before: readonly unknown[] = []): unknown[] {
  const added = word.split(',').map((one) => {
    const [name, ...rest] = one.split(':').map((part) => part.trim());
    if (!isChannelName(name)) {
      const known = channelNames.join(', ');
      throw new EbitError(
        'usage',
        `--noise ${cutShort(one)} names no channel; the channels are ${known}.${nearestHint(name, channelNames)}`,
      );
    }
    const parameters = channels[name].parameters.map((parameter) => parameter.name);
    const [numbers, after] = [rest.slice(0, parameters.length).map(numberWord), rest.slice(parameters.length)];
    if (numbers.length < parameters.length || after.length > 1 || after[0] === '') {
      const form = [name, ...parameters].join(':');
      throw new EbitError(
        'usage',
        `--noise ${cutShort(one)} is not ${form} or ${form}:GATES; write for instance --noise depolarizing:0.01:two-qubit or --noise bitFlip:0.001:cx+cz.`,
      );
    }
    const values =
      name === 'pauli' ? { p: numbers } : Object.fromEntries(parameters.map((parameter, i) => [parameter, numbers[i]]));
    // Said also where it is the default, so that a flag given again is the same as what a run has recorded.
    return { after: afterWord(after[0] ?? GATE_KINDS[0]), channel: name, ...values };
  });
  return [...before, ...added];
}

/** A patience, or `5:loss` with what is watched, `5:loss:0.01` with the least gain. */
export function earlyStopWord(word: string): unknown {
  const [patience, metric, gain, ...more] = word.split(':');
  if (metric === undefined || more.length > 0) return numberWord(word);
  return {
    patience: numberWord(patience),
    metric: metric.trim(),
    ...(gain === undefined ? {} : { minimumGain: numberWord(gain) }),
  };
}

/** The name of a loss, or `shots:100` for that of so many shots, `shots:100:1500` with its warm-up. */
export function lossWord(word: string): unknown {
  const [kind, shots, warmUp, ...more] = word.split(':');
  if (shots === undefined || more.length > 0) return word;
  return { kind, shots: numberWord(shots), ...(warmUp === undefined ? {} : { warmUp: numberWord(warmUp) }) };
}

/**
 * `balanced`, or the weights of `yes=2,no=1` by the words of a label column. A word that has a comma or an equals sign is put
 * in double quotes: `"a, b"=2`.
 *
 * @throws EbitError 'usage' for another form
 */
export function classWeightsWord(word: string): unknown {
  if (word === 'balanced') return word;
  const parts = word.match(/("[^"]*"|[^",]*)=[^,]*|[^,]+/g) ?? [];
  const entries = parts.map((part): [string, number] => {
    const at = part.lastIndexOf('=');
    const weight = part.slice(at + 1).trim();
    return [
      part
        .slice(0, Math.max(0, at))
        .trim()
        .replace(/^"(.*)"$/, '$1'),
      weight === '' ? 0 : Number(weight),
    ];
  });
  if (entries.length > 0 && entries.every(([name, weight]) => name !== '' && weight > 0)) {
    return { words: Object.fromEntries(entries) };
  }
  throw new EbitError(
    'usage',
    `--class-weights is "${cutShort(word)}"; give balanced, or numbers above 0 for classes, such as yes=2,no=1.`,
  );
}

/** Longer lists are slips of the keyboard. */
const LONGEST_RANGE = 1000;

/**
 * The numbers of `1,10,100`, of `0..4`, or of both; undefined where nothing is said.
 *
 * @throws EbitError 'usage' for another word
 */
export function numbersWord(flag: string, word: string | undefined): number[] | undefined {
  return word?.split(',').flatMap((part) => {
    const [from, to, ...more] = part.split('..').map((end) => (end.trim() === '' ? Number.NaN : Number(end)));
    const isRange = Number.isInteger(from) && Number.isInteger(to) && to >= from && to - from < LONGEST_RANGE;
    if (more.length > 0 || Number.isNaN(from) || (to !== undefined && !isRange)) {
      throw new EbitError(
        'usage',
        `${flag} ${word} is no list of numbers; write for instance ${flag} 1,2 or ${flag} 0..4.`,
      );
    }
    return to === undefined ? [from] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}
