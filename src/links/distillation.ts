// Two pairs become one better pair, or none: the recurrences of two protocols on Bell-diagonal pairs, in closed form.
import { EbitError } from '../errors.js';
import { type BellWeights, bellCorrelations } from '../network/bell-state.js';
import { checkedWhole, checkedWord, checkOptions } from '../options.js';
import { shownValue } from '../shown-value.js';

/** The protocols that turn two pairs into one. */
export const DISTILLATION_PROTOCOLS = ['bbpssw', 'dejmps'] as const;

/** One of {@link DISTILLATION_PROTOCOLS}. */
export type DistillationProtocol = (typeof DISTILLATION_PROTOCOLS)[number];

/** Which protocol, and how often: every round takes two pairs of the round before it. */
export interface DistillationOptions {
  readonly protocol: DistillationProtocol;
  /** 0 to {@link MAX_ROUNDS}; 0 leaves the pair as it is. */
  readonly rounds: number;
}

/** The 2^10 pairs of ten rounds are more than any link makes for one shot. */
export const MAX_ROUNDS = 10;

/** What one round did. */
export interface DistillationRound {
  /** The probability that it keeps a pair. */
  readonly success: number;
  /** Of the pair that is kept. */
  readonly weights: BellWeights;
  /** Its weight of |Phi+>. */
  readonly fidelity: number;
}

/** What {@link distilled} returns. */
export interface Distilled {
  /** Of the pair that is kept in the end. */
  readonly weights: BellWeights;
  /** Its weight of |Phi+>. */
  readonly fidelity: number;
  /** The pairs that one such pair takes on average: the product of 2 / p over the rounds, 1 without any. */
  readonly pairs: number;
  /** In order. */
  readonly rounds: readonly DistillationRound[];
}

/**
 * Returns the weights of a Werner state of some fidelity: |Phi+> with F, each of the others with (1 - F) / 3.
 *
 * @param fidelity - in [1/4, 1]; not checked
 */
export function wernerWeights(fidelity: number): BellWeights {
  const other = (1 - fidelity) / 3;
  return { phiPlus: fidelity, phiMinus: other, psiPlus: other, psiMinus: other };
}

/**
 * Returns what one round makes of two pairs, which may be of different states.
 *
 * Both parties turn their halves (DEJMPS alone: exp(-i pi X / 4) here, exp(i pi X / 4) there, which swaps |Phi-> and |Psi->),
 * apply CNOTs from the first pair to the second, measure the second and keep the first where they read the same. With
 * the order (A, B, C, D) = (Phi+, Psi-, Psi+, Phi-) and N the probability of that,
 *
 *     dejmps:  N = (A1 + B1)(A2 + B2) + (C1 + D1)(C2 + D2)
 *              A' = (A1 A2 + B1 B2) / N,  B' = (C1 D2 + D1 C2) / N,  C' = (C1 C2 + D1 D2) / N,  D' = (A1 B2 + B1 A2) / N
 *     bbpssw:  the same with B and D swapped before the round, of pairs that were twirled to Werner states, where it makes no
 *              difference
 *
 * @param protocol - `bbpssw` twirls both pairs to Werner states of their fidelities first
 */
export function distillationRound(
  protocol: DistillationProtocol,
  first: BellWeights,
  second: BellWeights,
): DistillationRound {
  const one = protocol === 'bbpssw' ? wernerWeights(first.phiPlus) : first;
  const two = protocol === 'bbpssw' ? wernerWeights(second.phiPlus) : second;
  const same = (one.phiPlus + one.psiMinus) * (two.phiPlus + two.psiMinus);
  const success = same + (one.psiPlus + one.phiMinus) * (two.psiPlus + two.phiMinus);
  const phiPlus = (one.phiPlus * two.phiPlus + one.psiMinus * two.psiMinus) / success;
  return {
    success,
    fidelity: phiPlus,
    weights: {
      phiPlus,
      phiMinus: (one.phiPlus * two.psiMinus + one.psiMinus * two.phiPlus) / success,
      psiPlus: (one.psiPlus * two.psiPlus + one.phiMinus * two.phiMinus) / success,
      psiMinus: (one.psiPlus * two.phiMinus + one.phiMinus * two.psiPlus) / success,
    },
  };
}

/**
 * Returns how a link distils, checked.
 *
 * @throws EbitError 'config' for an unknown option or protocol, 'range' for a number of rounds outside its limits
 */
export function checkedDistillation(options: DistillationOptions): DistillationOptions {
  checkOptions('A distillation', options, { protocol: true, rounds: true });
  const protocol = checkedWord('distillation protocol', options.protocol, DISTILLATION_PROTOCOLS);
  const rounds = checkedWhole('The number of rounds of distillation', options.rounds, 0, MAX_ROUNDS);
  return { protocol, rounds };
}

/**
 * Throws unless pairs of these weights can become better by being distilled.
 *
 * @throws EbitError 'network' for a fidelity of at most 1/2
 */
export function requireGain({ phiPlus }: BellWeights, { rounds }: DistillationOptions): void {
  if (rounds === 0 || phiPlus > 0.5) return;
  throw new EbitError(
    'network',
    `Pairs of fidelity ${phiPlus} gain nothing by distillation, which takes more than 1/2; leave it out, or make better pairs.`,
  );
}

/**
 * Distils pairs: what comes of Bell-diagonal pairs of equal weights, round after round, in closed form.
 *
 * A round takes two pairs of the round before, each party's operations are local, and classical messages say whether both read
 * the same: it happens beforehand, while nothing is computed. BBPSSW twirls its pairs to Werner states before each round,
 *
 *     p = F^2 + 2 F (1 - F) / 3 + 5 (1 - F)^2 / 9,    F' = (F^2 + (1 - F)^2 / 9) / p
 *
 * DEJMPS does not. With (A, B, C, D) the weights of (Phi+, Psi-, Psi+, Phi-),
 *
 *     p = (A + B)^2 + (C + D)^2,  A' = (A^2 + B^2) / p,  B' = 2 C D / p,  C' = (C^2 + D^2) / p,  D' = 2 A B / p
 *
 * Above F = 1/2 a round of BBPSSW always gains. One of DEJMPS gains in the end, but a first round loses where |Psi-> is most of
 * what is wrong: compare the fidelities of the rounds.
 *
 * Gates and readouts of the rounds are taken as perfect, and nothing waits: what memories do to pairs that wait for each other
 * `shotsOverLinks` says.
 *
 * @param weights - of the four Bell states, none negative, with sum 1; that of |Phi+>, the fidelity, above 1/2 unless there is
 *   no round
 * @param options - `protocol` 'bbpssw' or 'dejmps'; `rounds` from 0 to 10
 * @returns the last weights as the last round leaves them (BBPSSW's are twirled only where another round follows), the mean
 *   number of pairs that it takes, and what every round did; dimensionless
 * @throws EbitError 'network' for weights that are none, or a fidelity of at most 1/2; 'config' for an unknown protocol or
 *   option; 'range' for a number of rounds outside its limits
 * @example
 * const werner = { phiPlus: 0.7, phiMinus: 0.1, psiPlus: 0.1, psiMinus: 0.1 };
 * const { fidelity, pairs, rounds } = distilled(werner, { protocol: 'bbpssw', rounds: 1 });
 * [fidelity.toFixed(6), rounds[0].success.toFixed(2), pairs.toFixed(2)]; // ['0.735294', '0.68', '2.94']
 * @see Bennett et al., Phys. Rev. Lett. 76, 722 (1996), for BBPSSW; Deutsch et al., Phys. Rev. Lett. 77, 2818 (1996), for DEJMPS
 */
export function distilled(weights: BellWeights, options: DistillationOptions): Distilled {
  const { protocol, rounds } = checkedDistillation(options);
  requireWeights(weights);
  requireGain(weights, { protocol, rounds });
  const { phiPlus, phiMinus, psiPlus, psiMinus } = weights;
  let kept: BellWeights = { phiPlus, phiMinus, psiPlus, psiMinus };
  let pairs = 1;
  const done = Array.from({ length: rounds }, () => {
    const round = distillationRound(protocol, kept, kept);
    kept = round.weights;
    pairs *= 2 / round.success;
    return round;
  });
  return { weights: kept, fidelity: kept.phiPlus, pairs, rounds: done };
}

/** @throws EbitError 'network' unless these are the weights of the four Bell states */
function requireWeights(weights: BellWeights): void {
  const given: unknown = weights;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new EbitError(
      'network',
      `Bell weights are ${shownValue(given)}; give { phiPlus, phiMinus, psiPlus, psiMinus }.`,
    );
  }
  checkOptions(
    'A list of Bell weights',
    weights,
    { phiPlus: true, phiMinus: true, psiPlus: true, psiMinus: true },
    'network',
  );
  bellCorrelations({ kind: 'weights', weights });
}
