// The state of a pair that has waited is a sum of a few fixed states with weights that depend on its age. So a mean over ages,
// of anything that is linear in every pair's state, takes those few states and the means of products of weights.
import type { BellWeights } from '../network/bell-state.js';
import type { JointAges } from './joint-ages.js';
import type { Link } from './link.js';
import { agedCorrelations, type PairCorrelations, remains } from './memory.js';

/** One of the fixed states of a pair, and its weight in every joint way; all weights of a way sum to 1. */
export interface PairComponent {
  readonly correlations: PairCorrelations;
  /** One for each way; below 0 for some where t2 is above t1. */
  readonly weights: Float64Array;
}

const NEW = [
  { x: 1, y: 1 },
  { x: 1, y: 1 },
] as const;

/** A half without memory of the pair: x = y = 0 leaves |0>, and x = 1, y = 0 no coherence. */
const RESET = { x: 0, y: 0 } as const;
const DEPHASED = { x: 1, y: 0 } as const;

const BELL_STATES: readonly BellWeights[] = [
  { phiPlus: 1, phiMinus: 0, psiPlus: 0, psiMinus: 0 },
  { phiPlus: 0, phiMinus: 1, psiPlus: 0, psiMinus: 0 },
  { phiPlus: 0, phiMinus: 0, psiPlus: 1, psiMinus: 0 },
  { phiPlus: 0, phiMinus: 0, psiPlus: 0, psiMinus: 1 },
];

function areEqual(a: BellWeights, b: BellWeights): boolean {
  return a.phiPlus === b.phiPlus && a.phiMinus === b.phiMinus && a.psiPlus === b.psiPlus && a.psiMinus === b.psiMinus;
}

/**
 * Returns the fixed states of one pair of a shot, with their weights in every way in which the pairs come together.
 *
 * A half that waits is left as it is with y, loses its coherence with x - y, and becomes |0> with 1 - x; of a Bell-diagonal
 * pair whose both halves wait that is
 *
 *     yA yB rho + (xA xB - yA yB) D(rho) + (1 - xA) xB |0><0|(x)1/2 + xA (1 - xB) 1/2(x)|0><0| + (1 - xA)(1 - xB) |00><00|
 *
 * with D(rho) = rho without its coherence. Where new pairs differ, since they were distilled at several ages, rho and D(rho) are
 * written as mixtures of the four Bell states.
 *
 * @param place - of the pair among those of a shot
 */
export function pairComponents({ memory }: Link, joint: readonly JointAges[], place: number): PairComponent[] {
  const first = joint[0].pairs[place].weights;
  const isOne = joint.every(({ pairs }) => areEqual(pairs[place].weights, first));
  const states = isOne
    ? [agedCorrelations(first, NEW), agedCorrelations(first, [DEPHASED, DEPHASED])]
    : BELL_STATES.map((weights) => agedCorrelations(weights, NEW));
  states.push(
    agedCorrelations(first, [RESET, DEPHASED]),
    agedCorrelations(first, [DEPHASED, RESET]),
    agedCorrelations(first, [RESET, RESET]),
  );
  const columns = states.map(() => new Float64Array(joint.length));
  joint.forEach(({ pairs }, way) => {
    const { weights, seconds } = pairs[place];
    const [a, b] = [remains(memory[0], seconds), remains(memory[1], seconds)];
    const [kept, dephased] = [a.y * b.y, a.x * b.x - a.y * b.y];
    const { phiPlus, phiMinus, psiPlus, psiMinus } = weights;
    const [phi, psi] = [(dephased * (phiPlus + phiMinus)) / 2, (dephased * (psiPlus + psiMinus)) / 2];
    const own = isOne
      ? [kept, dephased]
      : [kept * phiPlus + phi, kept * phiMinus + phi, kept * psiPlus + psi, kept * psiMinus + psi];
    [...own, (1 - a.x) * b.x, a.x * (1 - b.x), (1 - a.x) * (1 - b.x)].forEach((weight, i) => {
      columns[i][way] = weight;
    });
  });
  return states.flatMap((correlations, i) =>
    columns[i].every((weight) => weight === 0) ? [] : [{ correlations, weights: columns[i] }],
  );
}
