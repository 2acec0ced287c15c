import type { Store } from '../jobs/store.js';
import { NUMERICS } from '../numerics.js';
import type { RunFacts } from '../report/html-parts.js';
import type { Task } from '../tasks/task.js';
import { installation } from './installation.js';
import { machineFacts } from './machine-facts.js';
import { durationText } from './work-display.js';

/** How many tasks a run computed, and how many it found in its store. */
export interface TaskCounts {
  readonly computed: number;
  readonly kept: number;
}

/** Returns a store that counts, once each, what it is given and what it had before. */
export function countingStore(store: Store): { readonly store: Store; readonly counts: () => TaskCounts } {
  const written = new Set<string>();
  const found = new Set<string>();
  return {
    store: {
      ...store,
      read(id) {
        const entry = store.read(id);
        if (entry !== null && !written.has(id)) found.add(id);
        return entry;
      },
      write(id, entry) {
        store.write(id, entry);
        written.add(id);
      },
    },
    counts: () => ({ computed: written.size, kept: found.size }),
  };
}

/** What the seed of a part of a task is of. */
const SEED_OF: Readonly<Record<string, string>> = { data: 'data sets', training: 'trainings' };

/** Every seed in a value, by what it is the seed of. */
function collectSeeds(value: unknown, owner: string, seeds: Map<string, Set<number>>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inside] of Object.entries(value)) {
    if (name === 'seed' && typeof inside === 'number') {
      const what = SEED_OF[owner] ?? 'measurements';
      seeds.set(what, (seeds.get(what) ?? new Set()).add(inside));
    } else if (!Array.isArray(inside)) collectSeeds(inside, name, seeds);
  }
}

/** Whole numbers in few words: `1 to 5, 8`. */
function rangesText(numbers: Iterable<number>): string {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges[ranges.length - 1];
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([low, high]) => (low === high ? `${low}` : `${low} to ${high}`)).join(', ');
}

/** Returns the seeds of tasks in words, such as `data sets 1 to 5; trainings 1 to 10`. */
export function seedsText(tasks: readonly Task[]): string {
  const seeds = new Map<string, Set<number>>();
  for (const task of tasks) collectSeeds(task, '', seeds);
  return [...seeds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, own]) => `${what} ${rangesText(own)}`)
    .join('; ');
}

/** Returns what a report says of the run that made it. */
export function runFacts(run: {
  readonly command: string;
  readonly tasks: readonly Task[];
  readonly begun: Date;
  readonly ended: Date;
  readonly computed: number;
  readonly kept: number;
}): RunFacts {
  const { command, tasks, begun, ended, computed, kept } = run;
  const { runtime, system } = machineFacts();
  return {
    command,
    seeds: seedsText(tasks),
    version: installation().version,
    numerics: String(NUMERICS),
    runtime: `${runtime}, ${system}`,
    date: `${begun.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    duration: durationText((ended.getTime() - begun.getTime()) / 1000),
    computed,
    kept,
  };
}
