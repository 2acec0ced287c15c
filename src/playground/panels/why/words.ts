import type { GameEmbedding } from './answers.js';
import { CLASSICAL_SCORE, type Game, INPUT_COUNT, QUANTUM_SCORE } from './game.js';

export const lossText = { product: 'product loss', mse: 'mean square loss' } as const;

/** The losses that are held against each other. */
export type GameLoss = keyof typeof lossText;

export const embeddingText = { original: 'xᵒ', alternative: 'xᵃ' } as const;

/** Scores nearer to each other than this look the same in three decimals. */
const SAME = 0.0005;

const minus = (value: number, digits: number) => value.toFixed(digits).replace('-', '−');
const result = ({ score, right }: Game) => `S = ${minus(score, 3)} and ${right} of ${INPUT_COUNT} labels right`;

/** How the players of one seed stand at the end of their trainings. */
export interface Ends {
  readonly embedding: GameEmbedding;
  readonly loss: GameLoss;
  readonly seed: number;
  /** Without anything shared and with an ebit, both trained with `loss`. */
  readonly bell0: Game;
  readonly bell1: Game;
  /** With an ebit, trained with the other loss. */
  readonly otherLoss: Game;
}

/** Says what the trainings of one seed have come to; every word of it hangs on the numbers. */
export function verdict({ embedding, loss, seed, bell0, bell1, otherLoss }: Ends): string {
  return [
    `With the ${lossText[loss]} and ${embeddingText[embedding]}, Bell-1 ends at ${result(bell1)}; Bell-0 at ${result(bell0)}.`,
    againstBounds(bell1),
    againstNothing(bell0, bell1),
    againstOther(loss, bell1, otherLoss),
    `All of this is one seed, ${seed}.`,
  ].join(' ');
}

function againstBounds({ score }: Game): string {
  if (score > QUANTUM_SCORE - SAME)
    return 'That score is 2√2 to three decimals, the most that any entanglement reaches.';
  if (score > CLASSICAL_SCORE + SAME) {
    const share = (100 * (score - CLASSICAL_SCORE)) / (QUANTUM_SCORE - CLASSICAL_SCORE);
    return (
      `That score is above 2, which nothing separable reaches: ${share.toFixed(0)} % of the way to 2√2, the most with ` +
      'entanglement.'
    );
  }
  return (
    'That score is not above 2: everything separable, shared coins included, can reach it too, so it shows no ' +
    'entanglement.'
  );
}

function againstNothing(bell0: Game, bell1: Game): string {
  const score = compared(bell1.score - bell0.score, SAME, 'a higher score', 'a lower score', 'the same score');
  const difference = Math.abs(bell1.right - bell0.right);
  const labels = difference === 1 ? 'label' : 'labels';
  const right = compared(
    bell1.right - bell0.right,
    0,
    `${difference} ${labels} more right`,
    `${difference} ${labels} fewer right`,
    'as many labels right',
  );
  return `Beside Bell-0 it has ${score} and ${right}.`;
}

function againstOther(loss: GameLoss, own: Game, other: Game): string {
  const name = lossText[loss === 'product' ? 'mse' : 'product'];
  const score = compared(other.score - own.score, SAME, 'a higher score', 'a lower score', 'the same score');
  return `With the ${name} the same Bell-1 ends with ${score}: ${result(other)}.`;
}

function compared(difference: number, room: number, more: string, less: string, same: string): string {
  if (difference > room) return more;
  return difference < -room ? less : same;
}
