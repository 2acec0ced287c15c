// The most that players of a game of several reach with nothing shared: exact, by enumeration of answers player by player.
import { EbitError } from '../errors.js';
import { checkedPartyGame, type PartyGame } from './party-game.js';

/** What players of a game of several reach with nothing shared, which no coins and no fully separable state raise. */
export interface PartyCeiling {
  readonly classical: {
    /** max over answers of sum_q M_q a_1(q_1) ... a_K(q_K): no answers have a larger value, but for rounding. */
    readonly value: number;
    /** (1 + value) / 2. */
    readonly success: number;
    /** The answers, +1 or -1, to each player's questions. */
    readonly strategy: readonly Float64Array[];
  };
  /** What any shared states reach at most is not certified for three and more players. */
  readonly quantum: null;
  /** Additions that the enumeration took. */
  readonly work: number;
}

/** Additions at most: some five seconds. */
export const MOST_WORK = 1_073_741_824;

/** The players in the order in which their answers are tried: those of fewest questions first. The last one replies. */
function orderOf({ players }: PartyGame): number[] {
  return Array.from(players.keys()).sort((a, b) => players[a].length - players[b].length);
}

/** How many additions the enumeration takes, by the players' questions in its order. */
function workOf(sizes: readonly number[]): number {
  let tables = 1;
  let numbers = sizes.reduce((product, size) => product * size, 1);
  let work = 0;
  for (const [p, size] of sizes.entries()) {
    // The first answer is +1: turning all of a player's answers around turns the last one's too.
    if (p < sizes.length - 1) for (let k = 1; k < size && tables <= MOST_WORK; k++) tables *= 2;
    work += tables * numbers;
    numbers /= size;
  }
  return work;
}

/** M with its axes in another order. */
function reordered({ players, weights }: PartyGame, order: readonly number[]): Float64Array {
  const sizes = players.map((questions) => questions.length);
  const strides = sizes.map((_, p) => sizes.slice(p + 1).reduce((product, size) => product * size, 1));
  const turned = new Float64Array(weights.length);
  const asked = new Array<number>(order.length).fill(0);
  for (let place = 0; place < turned.length; place++) {
    let from = 0;
    for (let k = 0; k < order.length; k++) from += asked[k] * strides[order[k]];
    turned[place] = weights[from];
    for (let k = order.length - 1; k >= 0; k--) {
      asked[k]++;
      if (asked[k] < sizes[order[k]]) break;
      asked[k] = 0;
    }
  }
  return turned;
}

/** The enumeration: a table a player, which the answers of those before have already been summed into. */
class Enumeration {
  readonly #sizes: readonly number[];
  readonly #tables: Float64Array[];
  readonly #answers: number[];
  value = Number.NEGATIVE_INFINITY;
  answers: readonly number[] = [];

  constructor(sizes: readonly number[], weights: Float64Array) {
    this.#sizes = sizes;
    let length = weights.length;
    this.#tables = sizes.map((size, p) => {
      const table = p === 0 ? weights : new Float64Array(length);
      length /= size;
      return table;
    });
    this.#answers = sizes.map(() => 0);
    this.#visit(0);
  }

  /** A bit of `answers[p]` is set where player p says -1. */
  #visit(p: number): void {
    const table = this.#tables[p];
    const size = this.#sizes[p];
    if (p === this.#sizes.length - 1) {
      let value = 0;
      for (let question = 0; question < size; question++) value += Math.abs(table[question]);
      if (value <= this.value) return;
      this.value = value;
      this.answers = [...this.#answers];
      return;
    }
    const next = this.#tables[p + 1];
    const rest = table.length / size;
    const words = 1 << (size - 1);
    for (let word = 0; word < words; word++) {
      // Bit k of the word is the answer to question k + 1; that to question 0 is +1.
      this.#answers[p] = word * 2;
      for (let i = 0; i < rest; i++) {
        let sum = table[i];
        for (let question = 1; question < size; question++) {
          const weight = table[question * rest + i];
          sum += (word >> (question - 1)) & 1 ? -weight : weight;
        }
        next[i] = sum;
      }
      this.#visit(p + 1);
    }
  }
}

/**
 * Returns the most that players of an XOR game of three and more reach with nothing shared.
 *
 *     value = max over signs of sum_q M_q a_1(q_1) ... a_K(q_K)
 *
 * found exactly: the answers of all players but one are enumerated, player by player, and the last one replies. It bounds a shot
 * of the game with nothing shared, with any coins, and with any state that is separable across all players at once, since these
 * are mixtures of such answers; states that are entangled between some of them may reach more. What those reach at most is
 * certified for two players by `ceiling`, and for more not here: `quantum` is null, not a number.
 *
 * The work is counted before it is done, and refused beyond 2^30 additions. It is 2^(free answers of the players before) times
 * what is left of the table, summed over the players: Mermin's game takes K 2^K, the ring of CHSH games 2^(3K) or so.
 *
 * @param game - see `partyGame`
 * @throws EbitError 'game' for what is no such game; 'memory' if the enumeration takes more additions, with how many
 * @example
 * partyCeiling(partyGame('mermin 3')).classical.success; // 0.75
 * partyCeiling(partyGame('chsh-ring 4')).classical.success; // 0.5625
 */
export function partyCeiling(game: PartyGame): PartyCeiling {
  const checked = checkedPartyGame(game);
  const order = orderOf(checked);
  const sizes = order.map((p) => checked.players[p].length);
  const work = workOf(sizes);
  if (work > MOST_WORK) {
    throw new EbitError(
      'memory',
      `Answers of ${checked.players.map((questions) => questions.length).join(' x ')} questions take at least ` +
        `${work.toPrecision(3)} additions to enumerate, more than ${MOST_WORK}; give fewer players or questions.`,
    );
  }
  const { value, answers } = new Enumeration(sizes, reordered(checked, order));
  const strategy = strategyOf(checked, order, answers);
  return { classical: { value, success: (1 + value) / 2, strategy }, quantum: null, work };
}

/** The answers as signs, in the players' order, with the last one's best reply. */
function strategyOf(
  { players, weights }: PartyGame,
  order: readonly number[],
  answers: readonly number[],
): Float64Array[] {
  const signs = players.map((questions) => new Float64Array(questions.length).fill(1));
  const last = order[order.length - 1];
  order.forEach((p, k) => {
    if (p !== last) for (let q = 0; q < signs[p].length; q++) if ((answers[k] >> q) & 1) signs[p][q] = -1;
  });
  const sums = new Float64Array(players[last].length);
  for (let place = 0; place < weights.length; place++) {
    let product = weights[place];
    let asked = 0;
    for (let p = players.length - 1, rest = place; p >= 0; p--) {
      const question = rest % players[p].length;
      rest = (rest - question) / players[p].length;
      if (p === last) asked = question;
      else product *= signs[p][question];
    }
    sums[asked] += product;
  }
  signs[last].set(sums.map((sum) => (sum < 0 ? -1 : 1)));
  return signs;
}
