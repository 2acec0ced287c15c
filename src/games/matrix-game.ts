// Matrix games with many rows: max over mixtures of rows of the least mean payoff of a column, by an interior-point method.
import { choleskyInto, solveInto } from './dense.js';

/** The solution of a matrix game: what both players do. */
export interface MatrixGame {
  /** The first player's probabilities, one a row of payoffs. */
  readonly rows: Float64Array;
  /** The second player's, one a column. */
  readonly columns: Float64Array;
}

/** More steps than it ever takes: 10 to 25 are usual. */
const MOST_STEPS = 60;
/** How far along its direction a step goes to where a number would become 0. */
const SHORT_OF = 0.995;

/**
 * Solves both sides of a matrix game with payoffs G in [-1, 1],
 *
 *     max m, sum_k p_k G_kj - s_j = m, sum p = 1, p, s >= 0     min v, v - sum_j G_kj q_j = t_k, sum q = 1, q, t >= 0,
 *
 * by Mehrotra's predictor and corrector steps to p t = mu, q s = mu. The matrix of a step is that of the columns,
 * H = G^T diag(p / t) G + diag(s / q), so that rows cost what they weigh: rows x columns^2 / 2.
 *
 * Ended early, at a gap that is not small, q lies amid the best ones and not at a corner of them, which is what finding
 * more rows asks for.
 *
 * @param payoffs - a row each, of one length
 * @param gap - the difference v - m at which it ends
 */
export function solvedMatrixGame(payoffs: readonly Float64Array[], gap: number): MatrixGame {
  const count = payoffs.length;
  const n = payoffs[0].length;
  const p = new Float64Array(count).fill(1 / count);
  const q = new Float64Array(n).fill(1 / n);
  const s = means(payoffs, p, n);
  const t = replies(payoffs, q);
  let m = -1.1;
  let v = 1.1;
  for (let j = 0; j < n; j++) s[j] -= m;
  for (let k = 0; k < count; k++) t[k] = v - t[k];
  const matrix = new Float64Array(n * n);
  const weights = new Float64Array(count);
  const dp = new Float64Array(count);
  const dt = new Float64Array(count);
  const dq = new Float64Array(n);
  const ds = new Float64Array(n);
  const along = new Float64Array(n);
  const right = new Float64Array(n);
  const center = new Float64Array(count);
  const edge = new Float64Array(n);

  /** The change to where p t and q s are `mu` less the product of the changes before, if `corrected`. */
  const direct = (mu: number, corrected: boolean) => {
    for (let k = 0; k < count; k++) center[k] = mu / t[k] - p[k] - (corrected ? (dp[k] * dt[k]) / t[k] : 0);
    for (let j = 0; j < n; j++) edge[j] = mu / q[j] - s[j] - (corrected ? (dq[j] * ds[j]) / q[j] : 0);
    // dt = dv - G dq; dp = center - weights dt; ds = edge - (s / q) dq; G^T dp - ds = dm; the sums of dp and dq are 0.
    const pull = means(payoffs, center, n);
    for (let j = 0; j < n; j++) right[j] = edge[j] - pull[j];
    solveInto(right, matrix, n);
    return right;
  };

  for (let step = 0; step < MOST_STEPS && v - m > gap; step++) {
    const mu = (dot(p, t) + dot(q, s)) / (count + n);
    for (let k = 0; k < count; k++) weights[k] = p[k] / t[k];
    fillNormal(matrix, payoffs, weights, n);
    for (let j = 0; j < n; j++) matrix[j * n + j] += s[j] / q[j];
    if (!choleskyInto(matrix, matrix, n)) break;
    // H dq = right + g dv + dm with g = G^T weights: the parts by dv and by dm once a step.
    const g = means(payoffs, weights, n);
    const byValue = g.slice();
    solveInto(byValue, matrix, n);
    along.fill(1);
    solveInto(along, matrix, n);
    const all = sum(weights);
    let [dv, dm] = [0, 0];
    const go = (to: number, corrected: boolean) => {
      const base = direct(to, corrected);
      // sum dq = 0 and sum dp = sum center - all dv + g . dq = 0.
      const a11 = sum(byValue);
      const a12 = sum(along);
      const a21 = dot(g, byValue) - all;
      const a22 = dot(g, along);
      const b1 = -sum(base);
      const b2 = -sum(center) - dot(g, base);
      const determinant = a11 * a22 - a12 * a21;
      dv = (b1 * a22 - a12 * b2) / determinant;
      dm = (a11 * b2 - a21 * b1) / determinant;
      for (let j = 0; j < n; j++) dq[j] = base[j] + dv * byValue[j] + dm * along[j];
      const change = replies(payoffs, dq);
      for (let k = 0; k < count; k++) {
        dt[k] = dv - change[k];
        dp[k] = center[k] - weights[k] * dt[k];
      }
      for (let j = 0; j < n; j++) ds[j] = edge[j] - (s[j] / q[j]) * dq[j];
      return [Math.min(longest(p, dp), longest(s, ds)), Math.min(longest(q, dq), longest(t, dt))];
    };
    const [first, second] = go(0, false);
    const ahead = dotAfter(p, dp, first, t, dt, second) + dotAfter(s, ds, first, q, dq, second);
    const left = ahead / (mu * (count + n));
    const [primal, dual] = go(mu * left * left * left, true).map((length) => Math.min(1, SHORT_OF * length));
    if (!(primal > 0 && dual > 0)) break;
    addTo(p, dp, primal);
    addTo(s, ds, primal);
    m += primal * dm;
    addTo(q, dq, dual);
    addTo(t, dt, dual);
    v += dual * dv;
  }
  return { rows: scaled(p), columns: scaled(q) };
}

/** sum_k w_k G_kj of each column. */
export function means(payoffs: readonly Float64Array[], w: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n);
  payoffs.forEach((row, k) => {
    addTo(out, row, w[k]);
  });
  return out;
}

/** sum_j G_kj q_j of each row. */
function replies(payoffs: readonly Float64Array[], q: Float64Array): Float64Array {
  return Float64Array.from(payoffs, (row) => dot(row, q));
}

/** The lower triangle of G^T diag w G; four rows of G on each trip through it. */
function fillNormal(matrix: Float64Array, payoffs: readonly Float64Array[], w: Float64Array, n: number): void {
  matrix.fill(0);
  const zero = new Float64Array(n);
  for (let k = 0; k < payoffs.length; k += 4) {
    const first = payoffs[k];
    const [second, third, fourth] = [1, 2, 3].map((more) => payoffs[k + more] ?? zero);
    const [w1, w2, w3, w4] = [0, 1, 2, 3].map((more) => w[k + more] ?? 0);
    for (let i = 0, at = 0; i < n; i++, at += n) {
      const a = w1 * first[i];
      const b = w2 * second[i];
      const c = w3 * third[i];
      const d = w4 * fourth[i];
      for (let j = 0; j <= i; j++) {
        matrix[at + j] += a * first[j] + b * second[j] + (c * third[j] + d * fourth[j]);
      }
    }
  }
}

function addTo(out: Float64Array, change: Float64Array, factor: number): void {
  for (let i = 0; i < out.length; i++) out[i] += factor * change[i];
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}

/** (a + x da) . (b + y db) */
function dotAfter(a: Float64Array, da: Float64Array, x: number, b: Float64Array, db: Float64Array, y: number): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i] + Math.min(1, x) * da[i]) * (b[i] + Math.min(1, y) * db[i]);
  return total;
}

/** The step at which the first of the numbers becomes 0. */
function longest(values: Float64Array, change: Float64Array): number {
  let length = Number.POSITIVE_INFINITY;
  for (let i = 0; i < values.length; i++) if (change[i] < 0) length = Math.min(length, -values[i] / change[i]);
  return length;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function scaled(values: Float64Array): Float64Array {
  const total = sum(values);
  return values.map((value) => value / total);
}
