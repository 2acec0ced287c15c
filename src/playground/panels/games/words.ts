import { plural } from '../../../plural.js';
import type { GameFacts, PlayedStrategy, StrategyOrder } from '../../questions/games.js';

const decimals = (value: number, digits: number) => value.toFixed(digits).replace('-', '−');

/** How much of a game is won: the chance of a shot where there are labels, else the value. */
export function worth(value: number, labelled: boolean): number {
  return labelled ? (1 + value) / 2 : value;
}

/** A chance or a value, to six digits. */
export function worthText(value: number, labelled: boolean): string {
  return decimals(worth(value, labelled), 6).replace(/0{1,3}$/, '');
}

/** Two numbers nearer to each other than this are told as one. */
const SAME = 5e-7;

/** Says what the ceiling with nothing shared or coins bounds. */
export function classicalWords({ classical, labelled }: GameFacts): string {
  const what = labelled ? 'the chance to win a shot' : 'the value';
  const who = 'of players who share nothing, or any coins';
  return classical.exact
    ? `Exact: no answers reach more. It bounds ${what} ${who}.`
    : `Reached by some answers; ${worthText(classical.upper, labelled)} is not excluded. That bounds ${what} ${who}.`;
}

/** Says what the certified ceiling bounds, and how sure that is. */
export function quantumWords({ quantum, labelled }: GameFacts): string {
  const { lower, upper } = quantum;
  const what = labelled ? 'the chance to win a shot' : 'the value';
  const between =
    worth(upper, labelled) - worth(lower, labelled) < SAME
      ? 'Certified, and reached by vectors to six decimals.'
      : `Certified; vectors reach ${worthText(lower, labelled)}.`;
  return `${between} It bounds ${what} with any number of ebits.`;
}

/** A share of 1000, to a digit behind the point where it is small. */
const thousandth = (share: number) => (share < 0.02 ? decimals(1000 * share, 1) : decimals(1000 * share, 0));

/** Says whether ebits can do anything in this game that coins cannot. */
export function gainWords({ classical, quantum, labelled }: GameFacts): string {
  const gain = worth(quantum.upper, labelled) - worth(classical.lower, labelled);
  if (gain < SAME) return 'No number of ebits wins more of this game than nothing shared.';
  if (quantum.lower <= classical.upper + SAME) {
    return `Ebits win at most ${decimals(gain, 4)} more than nothing shared; whether they win more at all is not known.`;
  }
  return labelled
    ? `Of 1000 shots ebits win ${thousandth(gain)} more than nothing shared at most, on average.`
    : `Ebits can reach ${decimals(gain, 4)} more than nothing shared, and no more than that.`;
}

/** What players share, in words. */
export function sharedWords({ ebits, coins }: Pick<StrategyOrder, 'ebits' | 'coins'>): string {
  const shared = [...(ebits > 0 ? [plural(ebits, 'ebit')] : []), ...(coins > 0 ? [plural(coins, 'coin')] : [])];
  return shared.length === 0 ? 'nothing shared' : shared.join(' and ');
}

/** Says how a trained strategy stands beside the ceilings. */
export function strategyWords(facts: GameFacts, order: StrategyOrder, played: PlayedStrategy): string {
  const { classical, quantum, labelled } = facts;
  const reached = worthText(played.value, labelled);
  const who = `With ${sharedWords(order)} the best of ${plural(order.starts, 'start')} reaches ${reached}`;
  const bound = `${who}, a lower bound of what these resources can do`;
  if (played.value > classical.upper + 1e-6) {
    const room = worth(quantum.upper, labelled) - worth(played.value, labelled);
    return room < 1e-5
      ? `${bound}: more than any coins, and all that any number of ebits can reach.`
      : `${bound}: more than any coins; any number of ebits is kept below ${decimals(room, 4)} more.`;
  }
  if (played.value > classical.lower - 1e-4) return `${bound}: what players reach who share nothing.`;
  return `${bound}: less than players reach who share nothing; take more starts.`;
}

/** A number of shots in words. */
export function shotsText(count: number | null): string {
  return count === null ? 'no number' : String(count);
}
