// The most that coins reach in an XOR game: max over signs of sum_ab M_ab a_a b_b.
import { bestSigns } from '../core/signs.js';
import { randomStream } from '../random.js';
import { branchAndBound } from './branch-and-bound.js';
import { bestReply, type Signs, transposed, valueOfSigns, type Weights } from './table.js';

/** What coins reach, and what they cannot exceed. */
export interface ClassicalBest extends Signs {
  /** sum M_ab a_a b_b of the answers a and b. */
  readonly value: number;
  /** No answers have a larger value: equal to `value` if the search was exact. */
  readonly upper: number;
  readonly exact: boolean;
}

/** Rows up to which all assignments are looked at without trying to exclude some. */
const FEW_ROWS = 20;
/** Rows up to which all assignments are looked at, in seconds. */
const MOST_ROWS = 30;
/** Assignments from which the search for a good one starts. */
const STARTS = 64;

/**
 * Returns the best answers with nothing shared, which are the best with any coins too: a mixture is as good as its best
 * part.
 *
 * Up to 20 questions on the shorter side every assignment is looked at; up to 30 so if a branch and bound has not ended
 * within its steps; beyond, what it could not exclude is the upper bound.
 *
 * @param steps - of the branch and bound
 */
export function classicalBest(table: Weights, steps: number): ClassicalBest {
  if (table.rows > table.columns) {
    const { a, b, ...rest } = classicalBest(transposed(table), steps);
    return { ...rest, a: b, b: a };
  }
  if (table.rows <= FEW_ROWS) return exhaustive(table);
  const start = climbed(table);
  const { a, open } = branchAndBound(table, start.a, steps);
  const found = answered(table, a);
  if (open > found.value && table.rows <= MOST_ROWS) return exhaustive(table);
  return { ...found, upper: Math.max(open, found.value), exact: open <= found.value };
}

function exhaustive(table: Weights): ClassicalBest {
  const found = answered(table, bestSigns(table.weights, table.rows, table.columns));
  return { ...found, upper: found.value, exact: true };
}

/** The first player's answers with the best reply, and their value. */
function answered(table: Weights, a: Float64Array): Signs & { readonly value: number } {
  const signs = { a, b: bestReply(table, a) };
  return { ...signs, value: valueOfSigns(table, signs) };
}

/** The best of what replies to replies lead to, from seeded random answers. */
function climbed(table: Weights): Signs & { readonly value: number } {
  const turned = transposed(table);
  const stream = randomStream(1, 'answers');
  let best = answered(table, new Float64Array(table.rows).fill(1));
  for (let start = 0; start < STARTS; start++) {
    const drawn = Float64Array.from({ length: table.rows }, (_, i) =>
      stream.uniform(start * table.rows + i) < 0.5 ? 1 : -1,
    );
    let now = answered(table, drawn);
    for (;;) {
      const next = answered(table, bestReply(turned, now.b));
      // By more than rounding: else two answers of one value would take turns for ever.
      if (next.value <= now.value * (1 + 1e-12)) break;
      now = next;
    }
    if (now.value > best.value) best = now;
  }
  return best;
}
