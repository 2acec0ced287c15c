/**
 * The largest number of rows that a step takes in one go. Of a larger batch the rows are cut into segments of so many, in
 * the batch's order, and the segments' sums are added in that order: the bits of a step depend on its batch, and not on who
 * computed which segment.
 */
export const SEGMENT_ROWS = 4096;

/** How many segments so many rows make. */
export function segmentCount(rows: number): number {
  return Math.ceil(rows / SEGMENT_ROWS);
}

/** The rows of one segment of a batch. */
export function segmentOf(batch: Int32Array, segment: number): Int32Array {
  return batch.subarray(segment * SEGMENT_ROWS, (segment + 1) * SEGMENT_ROWS);
}

/**
 * Adds the segments of a step up: with W_s the sum of the row weights of segment s,
 *
 *     L = sum_s W_s L_s / sum_s W_s           and likewise the gradient.
 */
export class SegmentSum {
  readonly #rowWeights: Float64Array | null;
  readonly #gradient: Float64Array;
  #loss = 0;
  #weight = 0;

  /**
   * @param rowWeights - what each row weighs, shape [rows]; null where all weigh 1
   * @param gradient - filled with the sum; shape [parameters]
   */
  constructor(rowWeights: Float64Array | null, gradient: Float64Array) {
    this.#rowWeights = rowWeights;
    this.#gradient = gradient.fill(0);
  }

  /** Adds what one segment came to: means over its rows. */
  add(rows: Int32Array, loss: number, gradient: Float64Array): void {
    let weight = rows.length;
    if (this.#rowWeights !== null) {
      weight = 0;
      for (let i = 0; i < rows.length; i++) weight += this.#rowWeights[rows[i]];
    }
    this.#loss += weight * loss;
    for (let i = 0; i < gradient.length; i++) this.#gradient[i] += weight * gradient[i];
    this.#weight += weight;
  }

  /** Divides by all the weight, in the gradient too, and returns the loss. */
  finish(): number {
    for (let i = 0; i < this.#gradient.length; i++) this.#gradient[i] /= this.#weight;
    return this.#loss / this.#weight;
  }
}

/** The rows 0 to n - 1, as a batch of all of them. */
export function allRows(samples: number): Int32Array {
  const rows = new Int32Array(samples);
  // A loop: this stands in every step over all of many rows.
  for (let n = 0; n < samples; n++) rows[n] = n;
  return rows;
}
