// What the panel of games asks: ceilings, margins, shots and trained strategies of a game with a name or of a table.
import { ceiling } from '../../games/ceiling.js';
import { fewestShots } from '../../games/fewest-shots.js';
import { type Game, game } from '../../games/game.js';
import { gameFromCsv } from '../../games/game-from-csv.js';
import { margins } from '../../games/margins.js';
import { trainStrategy } from '../../strategies/train-strategy.js';

/** A game: the words of its name, or a table of text. */
export type AskedGame = { readonly name: string } | { readonly table: string };

/** A number between what reaches it and what proves that nothing exceeds it. */
export interface Enclosed {
  readonly lower: number;
  readonly upper: number;
}

/** A game and how much of it can be won in one shot. */
export interface GameFacts {
  readonly name: string;
  readonly a: readonly string[];
  readonly b: readonly string[];
  /** M, row-major, [a x b]; null where there are more pairs than can be looked at. */
  readonly weights: Float64Array | null;
  /** How many pairs are asked. */
  readonly asked: number;
  readonly labelled: boolean;
  /** With nothing shared or any coins: sum M_ab a_a b_b. */
  readonly classical: Enclosed & { readonly exact: boolean };
  /** With any number of ebits. */
  readonly quantum: Enclosed;
}

/** How far a training is. */
export interface StrategyNews {
  /** How much is done, from 0 to 1. */
  readonly done: number;
  /** The best of the starts that are over, where it is another one; else null. */
  readonly best: PlayedStrategy | null;
}

/** What two players have learnt. */
export interface PlayedStrategy {
  readonly value: number;
  /** The least chance of a pair to be won. */
  readonly worstSuccess: number;
  /** E_ab, [a x b]. */
  readonly correlators: Float64Array;
  /** A direction for each question of A, and of B; null unless one ebit alone is shared. */
  readonly directions: { readonly a: Float64Array; readonly b: Float64Array } | null;
  /** The start that it came of, from 1. */
  readonly start: number;
}

/** With what, and how, players are trained. */
export interface StrategyOrder {
  readonly ebits: number;
  readonly coins: number;
  readonly starts: number;
  readonly seed: number;
}

/** The most pairs that a page shows one by one. */
export const MOST_SHOWN = 1024;

function gameOf(asked: AskedGame): Game {
  return 'name' in asked ? game(asked.name) : gameFromCsv(asked.table);
}

/** @throws EbitError 'game', 'csv', 'columns' or 'memory' for what is no game, or too large a one */
export function gameFacts(asked: AskedGame): GameFacts {
  const made = gameOf(asked);
  const { classical, quantum } = ceiling(made);
  const { name, a, b, weights, labelled } = made;
  return {
    name,
    a,
    b,
    weights: weights.length > MOST_SHOWN ? null : weights,
    asked: weights.reduce((count, weight) => count + (weight === 0 ? 0 : 1), 0),
    labelled,
    classical: { lower: classical.value, upper: classical.upper, exact: classical.exact },
    quantum: { lower: quantum.lower, upper: quantum.upper },
  };
}

/** @throws EbitError 'game' for one without labels, or too large a one */
export function gameMargins(asked: AskedGame): { readonly classical: Enclosed; readonly quantum: Enclosed } {
  const { classical, quantum } = margins(gameOf(asked));
  return {
    classical: { lower: classical.lower, upper: classical.upper },
    quantum: { lower: quantum.lower, upper: quantum.upper },
  };
}

/** The fewest shots whose majority errs at most so often in any pair, by the margins that are reached; null for none. */
export function gameShots(reached: readonly number[], error: number): (number | null)[] {
  return reached.map((margin) => fewestShots(Math.min(1, Math.max(0, (1 + margin) / 2)), error));
}

/**
 * Trains players from one start after another.
 *
 * @param tell - hears how far it is, and the best strategy so far
 * @throws EbitError as `trainStrategy`
 */
export async function gameStrategy(
  asked: AskedGame,
  { ebits, coins, starts, seed }: StrategyOrder,
  tell: (news: StrategyNews) => void,
): Promise<PlayedStrategy> {
  const made = gameOf(asked);
  let best: PlayedStrategy | null = null;
  for (let start = 0; start < starts; start++) {
    const onProgress = ({ iteration, iterations }: { iteration: number; iterations: number }) =>
      tell({ done: (start + iteration / iterations) / starts, best: null });
    const { value, worstSuccess, correlators, directions } = await trainStrategy(made, {
      ebits,
      coins,
      starts: 1,
      seed: seed + start,
      onProgress,
    });
    // What differs by rounding alone is no better.
    const isBetter = best === null || value > best.value + 1e-9;
    if (isBetter) {
      best = { value, worstSuccess, correlators, directions, start: start + 1 };
    }
    tell({ done: (start + 1) / starts, best: isBetter ? best : null });
  }
  return best as PlayedStrategy;
}
