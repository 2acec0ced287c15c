// All ways in which the pairs of a shot come together, by the Markov chain of what lies in memory, cycle after cycle.
import type { Gathering } from './joint-ages.js';
import type { Link } from './link.js';
import { chanceOfSome, chancesOfPairs } from './tries.js';
import { type Branch, isFull, mostPairs, older, type WaitingPair, withOneMore, withoutOld } from './waiting.js';

/** What lies in the memories, link by link. */
type Memories = readonly (readonly WaitingPair[])[];

/** Visits of a state that weigh less than this change no digit. */
const NOTHING = 1e-19;
/** Mean times that a pair may wait for another with a probability that a double number tells from 0. */
const WAITS = 20;
/** Products of probabilities below this have lost digits. */
const LEAST = 1e-280;

/** Text that tells states apart. */
function keyOf(memories: Memories): string {
  return memories
    .map((waiting) => waiting.map(({ level, history, age }) => `${level}${history}:${age}`).join())
    .join('|');
}

/** What a cycle makes of one link. */
interface CycleBranch extends Branch {
  /** How many new pairs entered its memory. */
  readonly made: number;
}

/** @param chances - of 0, 1, ... new pairs, where the link tries */
function afterCycle(link: Link, waiting: readonly WaitingPair[], chances: readonly number[]): CycleBranch[] {
  const aged = older(waiting, 1);
  if (isFull(link, waiting)) return [{ chance: 1, waiting: aged, made: 0 }];
  let current: CycleBranch[] = [{ chance: 1, waiting: aged, made: 0 }];
  const done: CycleBranch[] = [];
  chances.forEach((chance, count) => {
    if (count > 0) {
      current = current.flatMap((branch) =>
        isFull(link, branch.waiting)
          ? [branch]
          : withOneMore(link, branch.waiting).map((next) => ({
              ...next,
              chance: next.chance * branch.chance,
              made: branch.made + 1,
            })),
      );
    }
    if (chance > 0) done.push(...current.map((branch) => ({ ...branch, chance: branch.chance * chance })));
  });
  return done;
}

/** Every combination of what the links do. */
function combined(branches: readonly (readonly CycleBranch[])[]): { chance: number; parts: CycleBranch[] }[] {
  return branches.reduce<{ chance: number; parts: CycleBranch[] }[]>(
    (all, own) =>
      all.flatMap(({ chance, parts }) =>
        own.map((branch) => ({ chance: chance * branch.chance, parts: [...parts, branch] })),
      ),
    [{ chance: 1, parts: [] }],
  );
}

function oldestOf(memories: Memories): number {
  return Math.max(-1, ...memories.flatMap((waiting) => waiting.map(({ age }) => age)));
}

/** States with their visits, by {@link keyOf}. */
type Visited = Map<string, { visits: number; readonly memories: Memories }>;

function enter(states: Visited, key: string, memories: Memories, visits: number): void {
  const known = states.get(key);
  if (known === undefined) states.set(key, { visits, memories });
  else known.visits += visits;
}

/** The states of a pass by the age of their oldest pair. */
class Buckets {
  private readonly states = new Map<number, Visited>();

  constructor(pending: Visited) {
    for (const [key, { memories, visits }] of pending) this.enter(key, memories, visits);
  }

  get isEmpty(): boolean {
    return this.states.size === 0;
  }

  enter(key: string, memories: Memories, visits: number): void {
    const age = oldestOf(memories);
    let states = this.states.get(age);
    if (states === undefined) {
      states = new Map();
      this.states.set(age, states);
    }
    enter(states, key, memories, visits);
  }

  take(age: number): Iterable<{ readonly visits: number; readonly memories: Memories }> {
    const states = this.states.get(age);
    this.states.delete(age);
    return states?.values() ?? [];
  }
}

/**
 * Fewer ways than a shot has, told before any of them is found: of n new pairs one is new and the ages of the others are in
 * order at least, each up to the cutoff or to what is improbable beyond any digit.
 */
function fewestWays(links: readonly Link[]): number {
  const ages = Math.min(...links.map((link) => Math.min(link.cutoff, WAITS / chanceOfSome(link))));
  const others = links.reduce((sum, link) => sum + mostPairs(link), -1);
  let ways = 1;
  for (let i = 1; i <= others; i++) ways *= ages / i;
  return ways;
}

/**
 * Returns how the pairs of a shot come together, every way with its probability; null where that takes more work than allowed.
 *
 * A state is what lies in memory at the end of a cycle. Starting from empty memories, the expected number of visits v of every
 * state is found in the order of its oldest pair's age, which grows with every cycle; where it falls, since a pair was thrown
 * away or distilled, the visits are carried into another pass. What comes back to empty memories begins anew: with a the
 * probability of coming to a shot before that, all visits count 1 / a times, and a shot takes sum v / a cycles.
 *
 * @param links - of equal cycles
 * @param mostWork - transitions at most
 */
export function exactAges(links: readonly Link[], mostWork: number): Gathering | null {
  if (fewestWays(links) > mostWork) return null;
  const chances = links.map((link) => chancesOfPairs(link, mostPairs(link)));
  const shots: Visited = new Map();
  const made = links.map(() => 0);
  const thrown = links.map(() => 0);
  let [absorbed, cycles, work] = [0, 0, 0];
  const empty: Memories = links.map(() => []);
  const emptyKey = keyOf(empty);
  let pending: Visited = new Map([[emptyKey, { visits: 1, memories: empty }]]);
  while (pending.size > 0) {
    const next: Visited = new Map();
    const buckets = new Buckets(pending);
    for (let age = -1; !buckets.isEmpty; age++) {
      for (const { memories, visits } of buckets.take(age)) {
        if (visits < NOTHING * absorbed) continue;
        cycles += visits;
        const all = combined(memories.map((waiting, k) => afterCycle(links[k], waiting, chances[k])));
        work += all.length;
        if (work > mostWork) return null;
        for (const { chance, parts } of all) {
          const mass = visits * chance;
          const then = parts.map(({ waiting }) => waiting);
          for (let k = 0; k < links.length; k++) made[k] += mass * parts[k].made;
          if (then.every((waiting, k) => isFull(links[k], waiting))) {
            absorbed += mass;
            enter(shots, keyOf(then), then, mass);
            continue;
          }
          const kept = then.map((waiting, k) => withoutOld(links[k], waiting));
          for (let k = 0; k < links.length; k++) thrown[k] += mass * (then[k].length - kept[k].length);
          const key = keyOf(kept);
          if (key === emptyKey) continue;
          if (oldestOf(kept) > age) buckets.enter(key, kept, mass);
          else enter(next, key, kept, mass);
        }
      }
    }
    pending = next;
  }
  // So many pairs that must come at once that the chance is no number any more.
  if (!(absorbed > LEAST)) return null;
  return {
    draws: null,
    joint: [...shots.values()].map(({ visits, memories }) => ({
      weight: visits / absorbed,
      pairs: memories.flatMap((waiting, k) =>
        waiting.map(({ weights, age }) => ({ weights, seconds: age * links[k].cycle })),
      ),
    })),
    seconds: (cycles / absorbed) * links[0].cycle,
    secondsError: 0,
    made: made.map((count) => count / absorbed),
    thrown: thrown.map((count) => count / absorbed),
  };
}
