// The flags that comparisons and budgets share: what is shared, what is trained, where everything goes.
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { EbitError } from '../errors.js';
import { readText } from '../node/files.js';
import type { PartialData } from '../tasks/data-settings.js';
import { dealtSettings, isToBeDealt } from '../tasks/dealt-settings.js';
import { classifierDefaults } from '../tasks/model-settings.js';
import { type CompareSettings, compareDefaults } from '../worth/plan.js';
import { columnsText } from './describe.js';
import type { RunBy } from './open-executor.js';
import { addRedisFlags, type RedisFlags, redisUnless } from './redis-flags.js';
import { addFlags, settingsFromFlags } from './settings/flags.js';
import { dataFlagNames, flagDefaults, flagGroups } from './settings/flat.js';
import { processorsFileHelp, processorsFromFile } from './settings/network-file.js';
import { flagNaming } from './settings/resolve.js';
import { numbersWord, numberWord } from './settings/words.js';
import { workerCount } from './worker-count.js';

/** What commander collects of these flags. */
export interface WorthFlags extends RedisFlags {
  readonly ebits?: string;
  readonly coins?: string;
  readonly fidelity?: string;
  readonly network?: string;
  readonly seeds?: string;
  readonly accuracy?: string;
  readonly out?: string;
  readonly workers?: string;
  readonly resume?: true;
  readonly force?: true;
  readonly json?: true;
}

/** What is searched over, and how it is run. */
const OWN = ['loss', 'seed', 'seeds', 'workers', 'earlyStop', 'restoreBest', 'checkpointEvery', 'evaluateEvery'];

/** Of the classifier and its training, what is the same for all that is compared. */
const SHARED = ['Model:', 'Training:'].flatMap((group) => Object.keys(flagGroups[group]));
const FLAGS = [...dataFlagNames, 'noise', ...SHARED].filter((name) => !OWN.includes(name) && name !== 'folds');

/** Gives a command the flags of what may be shared. */
export function addResourceFlags(command: Command): Command {
  return command
    .option('--ebits <list>', 'numbers of ebits, such as 0..4 or 1,2 (default 0..4, as far as the qubits go)')
    .option('--coins <list>', 'numbers of coins, likewise (default 0..4, as far as the qubits go)')
    .option('--fidelity <list>', 'also ebits of these fidelities, such as 0.5,0.85; up to 0.5 they are separable')
    .option('--network <file>', processorsFileHelp);
}

/**
 * Gives a command the flags of who runs it and where it goes, then those of data, model and training.
 *
 * @param folder - where it goes unless told
 * @param what - stands there: `a comparison`
 */
export function addWorthFlags(command: Command, folder: string, what: string): Command {
  command
    .option('--out <folder>', `where everything goes (default: ${folder}, replaced every time)`)
    .option('--resume', 'go on with a folder that is there; without it the folder may also be new')
    .option('--force', `replace ${what} of other settings that is in --out`)
    .option('--workers <n>', 'threads; the results do not depend on it (default: as many as there are processors)')
    .option('--json', 'print JSON');
  addRedisFlags(command);
  const { validation, test } = compareDefaults.shares;
  addFlags(command, FLAGS, {
    ...flagDefaults,
    depth: classifierDefaults.depth,
    iterations: compareDefaults.iterations,
    validation,
    test,
  });
  return command;
}

/** The settings that comparisons and budgets share; what was not said may be undefined. @throws EbitError 'usage' */
export function worthSettings(flags: WorthFlags): Omit<CompareSettings, 'shots'> {
  const own = Object.fromEntries(Object.entries(flags).filter(([name]) => FLAGS.includes(name)));
  const { data, network: noisy, model, training } = settingsFromFlags(own);
  const listed = flags.network === undefined ? {} : processorsFromFile(flags.network);
  const network = { ...listed, ...noisy };
  return {
    data: (data?.kind === 'table' && data.path !== undefined
      ? { ...data, path: resolve(data.path) }
      : (data ?? {})) as PartialData,
    ebits: numbersWord('--ebits', flags.ebits),
    coins: numbersWord('--coins', flags.coins),
    fidelities: numbersWord('--fidelity', flags.fidelity),
    seeds: numberWordOf('--seeds', flags.seeds),
    accuracy: numberWordOf('--accuracy', flags.accuracy),
    network: Object.keys(network).length === 0 ? undefined : network,
    model,
    training,
  };
}

/**
 * Returns settings in which every party holds its columns, and those columns in words: null where the data are no table.
 *
 * @throws EbitError as `dealtSettings`
 */
export function withColumns<S extends Pick<CompareSettings, 'data' | 'network' | 'model'>>(
  settings: S,
): { readonly settings: S; readonly columns: string | null } {
  const dealt = dealtSettings(settings, flagNaming, readText);
  const { data } = dealt;
  const columns = data.kind === 'table' ? data.columns : undefined;
  return { settings: dealt, columns: columns === undefined ? null : columnsText(columns, isToBeDealt(settings.data)) };
}

/** The one number of a flag. @throws EbitError 'usage' for another word */
export function numberWordOf(flag: string, word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  const number = numberWord(word);
  if (typeof number === 'number') return number;
  throw new EbitError('usage', `${flag} is ${word}; give one number.`);
}

/** Settings without those that were not said, as they are kept and compared. */
export function withoutGaps<T extends object>(settings: T): T {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as T;
}

/**
 * Returns who runs it, where it goes and what may be replaced.
 *
 * @throws EbitError 'usage' for flags that contradict each other
 */
export function worthPlace(
  flags: WorthFlags,
  folder: string,
): { readonly folder: string; readonly by: RunBy; readonly resumes: boolean; readonly replaces: boolean } {
  const by = redisUnless(flags.workers, flags) ?? workerCount(flags.workers);
  if (flags.resume && flags.force) {
    throw new EbitError('usage', '--resume goes on with what is there and --force replaces it; give one of them.');
  }
  return {
    folder: flags.out ?? folder,
    by,
    resumes: flags.resume ?? false,
    replaces: flags.out === undefined || flags.force === true,
  };
}
