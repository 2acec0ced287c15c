import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Rate, Store, StoredFailure } from '../jobs/store.js';
import type { StoredOutcome } from '../tasks/outcome.js';
import { parseCheckpoint } from '../training/checkpoint.js';
import { fileFailure, isFolder, makeFolder, readText, writeWhole } from './files.js';
import { removeLeftovers } from './leftovers.js';

/** What a store's file of a task ends with, by what it holds. */
const ENDINGS = { outcomes: '.json', checkpoints: '.checkpoint.json', failures: '.failed.json' } as const;

/** Beside the folders of outcomes: how long tasks took, a file a program, a line a task. */
const TIMES = 'times';

/**
 * Returns a store that keeps every outcome in a file of its own: `ab/ab….json`, by its task's name and that name's first two
 * digits. Beside it stand, until there is an outcome, a checkpoint or why the task failed.
 *
 * Every file is written whole or not at all. Any number of programs may use one folder at once, and two stores are merged by
 * copying the files of one over the other's. A file that is cut off or is not JSON counts as missing, so its task is run
 * again; so does one of another version, which has other names. Outcomes without folders, as earlier versions kept them, are
 * found too.
 *
 * A program that is killed while it writes leaves a file that ends in `.tmp`, which nothing reads. Whoever next keeps
 * something in the same folder of the store removes it: at once if it wrote on the same machine, else after a day.
 *
 * @param folder - made if it is missing
 * @throws EbitError 'disk' or 'file' if the folder cannot be made or listed; what keeps something throws it if a file cannot
 *   be written
 * @example
 * const store = folderStore('runs/example');
 * store.contents().outcomes.has('0123456789abcdef0123456789abcdef'); // false
 */
export function folderStore(folder: string): Store {
  makeFolder(folder);
  const pathOf = (id: string, kind: keyof typeof ENDINGS) => join(folder, id.slice(0, 2), `${id}${ENDINGS[kind]}`);
  const made = new Set<string>();
  const keep = (id: string, kind: keyof typeof ENDINGS, value: unknown) => {
    const own = join(folder, id.slice(0, 2));
    if (!made.has(own)) {
      makeFolder(own);
      removeLeftovers(own);
    }
    made.add(own);
    // Not forced on the disk: what a power cut leaves half written counts as missing.
    writeWhole(pathOf(id, kind), `${JSON.stringify(value)}\n`, false);
  };
  const forget = (id: string, kind: keyof typeof ENDINGS) => {
    // Most often there is none, and to see that takes a fifth of the time that rmSync takes over it.
    if (!existsSync(pathOf(id, kind))) return;
    try {
      rmSync(pathOf(id, kind), { force: true });
    } catch (error) {
      throw fileFailure(error, 'write', pathOf(id, kind));
    }
  };
  const outcomePath = (id: string) => {
    const flat = join(folder, `${id}${ENDINGS.outcomes}`);
    const own = pathOf(id, 'outcomes');
    return existsSync(own) || !existsSync(flat) ? own : flat;
  };
  const times = join(folder, TIMES, `${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}.jsonl`);
  return {
    read(id) {
      const entry = parsed(outcomePath(id));
      return isEntry(entry) ? entry : null;
    },
    write(id, entry) {
      keep(id, 'outcomes', entry);
      forget(id, 'checkpoints');
      forget(id, 'failures');
    },
    contents() {
      const found = { outcomes: new Set<string>(), checkpoints: new Set<string>(), failures: new Set<string>() };
      const kinds = Object.keys(ENDINGS) as (keyof typeof ENDINGS)[];
      for (const name of namesIn(folder)) {
        const inside = /^[0-9a-f]{2}$/.test(name) ? namesIn(join(folder, name)) : [name];
        for (const file of inside) {
          const [, id, ending] = file.match(/^([0-9a-f]{32})(\..*)$/) ?? [];
          for (const kind of kinds) if (ENDINGS[kind] === ending) found[kind].add(id);
        }
      }
      return found;
    },
    placeOf: outcomePath,
    checkpoint(id) {
      try {
        return existsSync(pathOf(id, 'checkpoints')) ? parseCheckpoint(readText(pathOf(id, 'checkpoints'))) : null;
      } catch {
        return null;
      }
    },
    keepCheckpoint: (id, checkpoint) => keep(id, 'checkpoints', checkpoint),
    failure(id) {
      const failure = parsed(pathOf(id, 'failures'));
      return isFailure(failure) ? failure : null;
    },
    keepFailure(id, failure) {
      if (failure === null) forget(id, 'failures');
      else keep(id, 'failures', failure);
    },
    rate(kind) {
      const lines = namesIn(join(folder, TIMES)).flatMap((name) => readText(join(folder, TIMES, name)).split('\n'));
      const rates = lines.map(lineRate).filter((one) => one !== null && one.kind === kind) as Rate[];
      if (rates.length === 0) return null;
      const sum = (part: keyof Rate) => rates.reduce((total, one) => total + one[part], 0);
      return { work: sum('work'), seconds: sum('seconds') };
    },
    keepRate(kind, rate) {
      if (!made.has(TIMES)) makeFolder(join(folder, TIMES));
      made.add(TIMES);
      try {
        appendFileSync(times, `${JSON.stringify({ kind, ...rate })}\n`);
      } catch (error) {
        throw fileFailure(error, 'write', times);
      }
    },
  };
}

/** The names in a folder; none of one that is not there. */
function namesIn(folder: string): string[] {
  if (!isFolder(folder)) return [];
  try {
    return readdirSync(folder);
  } catch (error) {
    throw fileFailure(error, 'read', folder);
  }
}

/** What a file of JSON holds; undefined if there is none, or none that can be read. */
function parsed(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readText(path));
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** The name is a hash of the task, so who writes other outcomes under it does so on purpose; only the form is checked. */
function isEntry(value: unknown): value is { readonly outcome: StoredOutcome } {
  return isObject(value) && isObject(value.outcome) && 'kind' in value.outcome;
}

function isFailure(value: unknown): value is StoredFailure {
  return isObject(value) && typeof value.code === 'string' && typeof value.message === 'string';
}

/** What a line of times says; null for one that is cut off. */
function lineRate(line: string): (Rate & { readonly kind: string }) | null {
  try {
    const { kind, work, seconds } = JSON.parse(line);
    return Number.isFinite(work) && Number.isFinite(seconds) ? { kind, work, seconds } : null;
  } catch {
    return null;
  }
}
