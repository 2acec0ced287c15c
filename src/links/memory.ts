// What waiting does to a pair: each half relaxes and dephases in the memory that it lies in.
import { exp } from '../core/math.js';
import { EbitError } from '../errors.js';
import { type BellWeights, bellCorrelations } from '../network/bell-state.js';
import { checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';

/** How long a memory keeps a qubit, in seconds: populations decay by exp(-t / t1) towards |0>, coherences by exp(-t / t2). */
export interface LinkMemory {
  /** Above 0; for ever unless told. */
  readonly t1?: number;
  /** Above 0, at most 2 t1; unless told 2 t1, so that nothing dephases but by relaxing. */
  readonly t2?: number;
}

/** A memory with both times said; Infinity for one that does not decay. */
export interface MemoryTimes {
  readonly t1: number;
  readonly t2: number;
}

/** 4 x 4 expectations Tr[rho P(x)Q], row-major: row P of the first half, column Q of the second, in the order I, X, Y, Z. */
export type PairCorrelations = readonly (readonly [number, number, number, number])[];

/** Room for decimals typed by hand where t2 is 2 t1. */
const SLACK = 1e-9;

/**
 * Returns the times of a memory, checked.
 *
 * @param what - whose memory it is, as the beginning of a sentence
 * @throws EbitError 'config' for an unknown option, 'network' for times that are not positive, or t2 above 2 t1
 */
export function memoryTimes(what: string, memory: LinkMemory): MemoryTimes {
  checkOptions(what, memory, { t1: true, t2: true });
  const { t1 = Number.POSITIVE_INFINITY } = memory;
  const { t2 = 2 * t1 } = memory;
  for (const [name, time] of Object.entries({ t1, t2 })) {
    if (typeof time === 'number' && time > 0) continue;
    throw new EbitError(
      'network',
      `${what} has ${name} = ${shownValue(time)}; give seconds above 0, or leave it out where nothing decays.`,
    );
  }
  if (t2 > 2 * t1 * (1 + SLACK)) {
    throw new EbitError(
      'network',
      `${what} has t2 = ${t2} s, more than twice t1 = ${t1} s, which no qubit has; give a t2 of at most ${2 * t1} s.`,
    );
  }
  return { t1, t2 };
}

/** What is left after some seconds: of populations `x` = exp(-t / t1), of coherences `y` = exp(-t / t2). */
export interface Remains {
  readonly x: number;
  readonly y: number;
}

/** What a memory leaves after some seconds. */
export function remains({ t1, t2 }: MemoryTimes, seconds: number): Remains {
  return { x: exp(-seconds / t1), y: exp(-seconds / t2) };
}

/**
 * Returns the correlations of a Bell-diagonal pair whose halves have waited.
 *
 * On each half the channel `thermal`: amplitude damping by 1 - x, then dephasing to a total coherence of y. With (tX, tY, tZ) of
 * the new pair,
 *
 *     XX = tX yA yB,  YY = tY yA yB,  ZZ = tZ xA xB + (1 - xA)(1 - xB),  ZI = 1 - xA,  IZ = 1 - xB,  II = 1
 *
 * and all others 0.
 */
export function agedCorrelations(weights: BellWeights, [a, b]: readonly [Remains, Remains]): PairCorrelations {
  const [tX, tY, tZ] = bellCorrelations({ kind: 'weights', weights });
  return [
    [1, 0, 0, 1 - b.x],
    [0, tX * a.y * b.y, 0, 0],
    [0, 0, tY * a.y * b.y, 0],
    [1 - a.x, 0, 0, tZ * a.x * b.x + (1 - a.x) * (1 - b.x)],
  ];
}

/**
 * Returns the weights of the four Bell states in a pair, <Bell| rho |Bell>: all that is left of it once both halves are turned
 * by the same random Pauli matrix, as is done before a distillation.
 *
 * @param correlations - of which XX, YY and ZZ count
 */
export function bellWeightsOf(correlations: PairCorrelations): BellWeights {
  const [x, y, z] = [correlations[1][1], correlations[2][2], correlations[3][3]];
  // Rounding leaves less than nothing of a weight of 0.
  const weight = (sum: number) => Math.max(0, sum / 4);
  return {
    phiPlus: weight(1 + x - y + z),
    phiMinus: weight(1 - x + y + z),
    psiPlus: weight(1 + x + y - z),
    psiMinus: weight(1 - x - y - z),
  };
}
