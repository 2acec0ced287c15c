import { type Match, type Question, type Sharing, sharings } from './rounds.js';

/** How often a pair of questions was asked, and how often the round was won then. */
export interface Counted {
  readonly asked: number;
  readonly won: number;
}

/** All rounds so far. */
export interface Tally {
  /** How many rounds. */
  readonly rounds: number;
  /** Of each pair of players the counts by pair of questions, at 2 x + y. */
  readonly by: Readonly<Record<Sharing, readonly Counted[]>>;
}

const none: Counted = { asked: 0, won: 0 };

/** Before the first round. */
export const EMPTY: Tally = {
  rounds: 0,
  by: { nothing: [none, none, none, none], coin: [none, none, none, none], ebit: [none, none, none, none] },
};

/** Where a pair of questions stands among the counts. */
export function placeOf(x: Question, y: Question): number {
  return 2 * x + y;
}

/** Returns the tally when as many rounds of the match are played; the earlier ones are as they were. */
export function playedTo(tally: Tally, match: Match, rounds: number): Tally {
  if (rounds <= tally.rounds) return tally;
  const by = {
    nothing: tally.by.nothing.map((one) => ({ ...one })),
    coin: tally.by.coin.map((one) => ({ ...one })),
    ebit: tally.by.ebit.map((one) => ({ ...one })),
  };
  for (let i = tally.rounds; i < rounds; i++) {
    const { x, y, played } = match.round(i);
    for (const sharing of sharings) {
      const counted = by[sharing][placeOf(x, y)];
      counted.asked++;
      if (played[sharing].isWon) counted.won++;
    }
  }
  return { rounds, by };
}

/** How many rounds a pair of players won. */
export function wonBy(tally: Tally, sharing: Sharing): number {
  return tally.by[sharing].reduce((sum, { won }) => sum + won, 0);
}
