// What A and B win with one perfect ebit by measuring along arrows: E = cos(angle between them).

/** Four directions, degrees: A's for the questions 0 and 1, B's for 0 and 1. */
export type Directions = readonly number[];

/** Directions of the largest S, 2 sqrt(2). */
export const BEST_DIRECTIONS: Directions = [0, 90, 45, 315];

/** The largest S with any number of ebits. */
export const BEST_S = 2 * Math.SQRT2;

/** The largest S with fixed answers, coins or any separable state. */
export const CLASSICAL_S = 2;

/** What rounding may add. */
const ROUNDING = 1e-9;

/** Returns E_xy, the mean of the product of the answers: E_00, E_01, E_10, E_11. */
export function correlators([a0, a1, b0, b1]: Directions): readonly number[] {
  const mean = (a: number, b: number) => Math.cos(((a - b) * Math.PI) / 180);
  return [mean(a0, b0), mean(a0, b1), mean(a1, b0), mean(a1, b1)];
}

/** Returns S = E_00 + E_01 + E_10 - E_11. */
export function chshOf(directions: Directions): number {
  const [e00, e01, e10, e11] = correlators(directions);
  return e00 + e01 + e10 - e11;
}

/** Returns the chance to win a round, (1 + S/4) / 2. */
export function successOf(s: number): number {
  return (1 + s / 4) / 2;
}

/** Whether S is more than fixed answers and coins reach. */
export function isBeyond(s: number): boolean {
  return s > CLASSICAL_S + ROUNDING;
}

/** Whether S is as large as it can be. */
export function isBest(s: number): boolean {
  return s > BEST_S - ROUNDING;
}

/** Returns the directions on their shortest way from some to others; t from 0 to 1, whole degrees. */
export function onTheWay(from: Directions, to: Directions, t: number): number[] {
  return from.map((start, i) => {
    const turn = ((to[i] - start + 540) % 360) - 180;
    return (Math.round(start + turn * t) + 360) % 360;
  });
}
