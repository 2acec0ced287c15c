// What lies in the memories of one link: pairs that wait for the rest of a shot, or for a partner to be distilled with.
import type { BellWeights } from '../network/bell-state.js';
import { distillationRound } from './distillation.js';
import type { Link } from './link.js';
import { agedCorrelations, bellWeightsOf, remains } from './memory.js';

/** A pair in memory. */
export interface WaitingPair {
  /** How many rounds of distillation it has behind it. */
  readonly level: number;
  /** When it was made, by the link or by a distillation. */
  readonly weights: BellWeights;
  /** Whole cycles since then. */
  readonly age: number;
  /** Tells pairs of different weights apart: the ages that they were distilled at. */
  readonly history: string;
}

/** One thing that may happen, and how probable it is. */
export interface Branch {
  readonly chance: number;
  /** The oldest first. */
  readonly waiting: readonly WaitingPair[];
}

/** Whether all pairs of a shot are there; then the link tries no more. */
export function isFull({ pairs, distil }: Link, waiting: readonly WaitingPair[]): boolean {
  return waiting.length >= pairs && waiting.filter(({ level }) => level === distil.rounds).length === pairs;
}

/** How many new pairs an empty link can take at most until it is full; more of them in one cycle are lost. */
export function mostPairs({ pairs, distil }: Link): number {
  let most = pairs;
  for (let round = 0; round < distil.rounds; round++) most *= 2;
  return most;
}

/** The same pairs some cycles later. */
export function older(waiting: readonly WaitingPair[], cycles: number): readonly WaitingPair[] {
  return cycles === 0 ? waiting : waiting.map((pair) => ({ ...pair, age: pair.age + cycles }));
}

/** The Bell weights of a pair after it has waited, as a distillation finds them. */
function agedWeights({ memory, cycle }: Link, { weights, age }: WaitingPair): BellWeights {
  if (age === 0) return weights;
  const [a, b] = memory;
  const seconds = age * cycle;
  return bellWeightsOf(agedCorrelations(weights, [remains(a, seconds), remains(b, seconds)]));
}

/**
 * Returns what may come of one more pair in memory.
 *
 * Two pairs of equally many rounds, fewer than the link's, are distilled at once, the older with the younger: one pair of one
 * round more, made now, or none.
 */
export function withOneMore(link: Link, waiting: readonly WaitingPair[]): Branch[] {
  return joined(link, waiting, { level: 0, weights: link.weights, age: 0, history: '' });
}

function joined(link: Link, waiting: readonly WaitingPair[], made: WaitingPair): Branch[] {
  const { protocol, rounds } = link.distil;
  const partner = made.level < rounds ? waiting.find(({ level }) => level === made.level) : undefined;
  if (partner === undefined) return [{ chance: 1, waiting: [...waiting, made] }];
  const rest = waiting.filter((pair) => pair !== partner);
  const { success, weights } = distillationRound(protocol, agedWeights(link, partner), agedWeights(link, made));
  const history = `(${partner.history}${partner.age}${made.history})`;
  const kept = joined(link, rest, { level: made.level + 1, weights, age: 0, history });
  return [
    ...kept.map(({ chance, waiting: then }) => ({ chance: chance * success, waiting: then })),
    ...(success < 1 ? [{ chance: 1 - success, waiting: rest }] : []),
  ];
}

/** The pairs that are younger than the cutoff: those that are not, and still wait, are thrown away. */
export function withoutOld({ cutoff }: Link, waiting: readonly WaitingPair[]): readonly WaitingPair[] {
  return waiting.every(({ age }) => age < cutoff) ? waiting : waiting.filter(({ age }) => age < cutoff);
}
