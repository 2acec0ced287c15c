// Where the links of `ebit link` come from: flags, a file of links, or a network of SquidASM.
import * as v from 'valibot';
import { EbitError } from '../errors.js';
import type { LinkSettings } from '../links/link.js';
import type { LinkMemory } from '../links/memory.js';
import { isSquidasm, squidasmLinks } from '../links/squidasm.js';
import { checked, lazily } from '../schema.js';
import { valueFromFile } from './settings/file.js';
import { numberWord } from './settings/words.js';
import { numberWordOf } from './worth-flags.js';

/** What commander collects of the flags that describe links. */
export interface LinkFlags {
  readonly probability?: string;
  readonly cycle?: string;
  readonly rate?: string;
  readonly fidelity?: string;
  readonly t1?: string;
  readonly t2?: string;
  readonly cutoff?: string;
  readonly distil?: string;
  readonly multiplexing?: string;
  readonly pairs?: string;
}

/** What is asked about links. */
export interface LinkSource {
  readonly links: readonly LinkSettings[];
  /** Of a decision, as the file says; undefined where it does not. */
  readonly shots: number | undefined;
  /** Whether SquidASM's. */
  readonly isForeign: boolean;
}

const fileSchema = lazily(() => v.strictObject({ links: v.array(v.unknown()), shots: v.optional(v.number()) }));

/** `dejmps:1`: a protocol, and how many rounds; one unless told. @throws EbitError 'usage' for another form */
function distilWord(word: string): LinkSettings['distil'] {
  const [protocol, rounds = '1', ...more] = word.split(':');
  if (more.length > 0) throw new EbitError('usage', `--distil is ${word}; give a protocol and rounds, as dejmps:1.`);
  // Whether there is such a protocol is for the link to say, which knows them.
  return { protocol, rounds: numberWord(rounds) } as LinkSettings['distil'];
}

function memoryOf({ t1, t2 }: LinkFlags): LinkMemory | null {
  if (t1 === undefined && t2 === undefined) return null;
  const times = { t1: numberWordOf('--t1', t1), t2: numberWordOf('--t2', t2) };
  return Object.fromEntries(Object.entries(times).filter(([, time]) => time !== undefined));
}

/** What of a link the flags say. @throws EbitError 'usage' for words that are no numbers */
function said(flags: LinkFlags): LinkSettings {
  const number = (name: keyof LinkFlags) => numberWordOf(`--${name}`, flags[name]);
  const memory = memoryOf(flags);
  const all = {
    ...Object.fromEntries(
      (['probability', 'cycle', 'rate', 'fidelity', 'cutoff', 'multiplexing', 'pairs'] as const).map((name) => [
        name,
        number(name),
      ]),
    ),
    ...(memory === null ? {} : { memory }),
    ...(flags.distil === undefined ? {} : { distil: distilWord(flags.distil) }),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/**
 * Returns the links that a file or the flags describe; what flags say holds for all links of a file.
 *
 * @throws EbitError 'usage' for neither; 'file' or 'config' for a file that cannot be read; as `squidasmLinks`
 */
export function linkSource(path: string | undefined, flags: LinkFlags): LinkSource {
  const own = said(flags);
  if (path === undefined) {
    if (Object.keys(own).length === 0) {
      throw new EbitError(
        'usage',
        'There is no link to look at; give --probability and --cycle, or a file with links.',
      );
    }
    return { links: [own], shots: undefined, isForeign: false };
  }
  const what = `The links "${path}"`;
  const value = valueFromFile(path, what);
  if (isSquidasm(value)) {
    const links = squidasmLinks(value, memoryOf(flags)).map((link) => ({ ...link, ...own }));
    return { links, shots: undefined, isForeign: true };
  }
  const { links, shots } = checked(fileSchema(), value, 'config', what);
  return { links: links.map((link) => withFlags(link, own)), shots, isForeign: false };
}

/** A link that is none is for the link's own check to refuse. */
function withFlags(link: unknown, own: LinkSettings): LinkSettings {
  const isObject = typeof link === 'object' && link !== null && !Array.isArray(link);
  return (isObject ? { ...link, ...own } : link) as LinkSettings;
}
