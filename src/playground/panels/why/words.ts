import type { LossName } from '../../../models/session-types.js';
import type { GameEmbedding } from './answers.js';
import type { Game } from './game.js';

export const lossText = { product: 'product loss', mse: 'mean square loss' } as const;
export const embeddingText = { original: 'xᵒ', alternative: 'xᵃ' } as const;

const result = ({ score, right }: Game) => `S = ${score.toFixed(3)} and ${right} of 16 labels right`;

/** What the ends of two trainings, without and with an ebit, come to. */
export function verdict(embedding: GameEmbedding, loss: LossName, bell0: Game, bell1: Game): string {
  const facts =
    `With the ${lossText[loss]} and ${embeddingText[embedding]}, Bell-1 ends at ${result(bell1)}; ` +
    `Bell-0 at ${result(bell0)}.`;
  return `${facts} ${reason(embedding, loss)}`;
}

function reason(embedding: GameEmbedding, loss: LossName): string {
  if (embedding === 'original') {
    return loss === 'product'
      ? 'The qubit that is half of the ebit carries the question, so each party can turn its measurement with it; the ' +
          'best four directions stand 45° apart in turn.'
      : 'The mean square loss wants every expectation near its label and gives up a little of the score for that.';
  }
  return loss === 'product'
    ? 'Under xᵃ the half of the ebit carries the sign and not the question. The best success found there is ' +
        '1/2 + √2/8 = 0.677, S = √2, with a quarter of the labels wrong; a loss that only rewards success stops there.'
    : 'The mean square loss pays most for labels that are wrong, and so finds directions that get all of them just ' +
        'right, with a lower score.';
}
