/** The core's contraction list while it grows. */
export class EntryList {
  readonly words: number[] = [];
  readonly coefficients: number[] = [];
  #slots: number;

  constructor(slots: number) {
    this.#slots = slots;
  }

  get slots(): number {
    return this.#slots;
  }

  /** Numbers `count` new slots and returns the first. */
  take(count: number): number {
    this.#slots += count;
    return this.#slots - count;
  }

  /** out += coefficient left right. */
  add(out: number, left: number, right: number, coefficient: number): void {
    if (coefficient === 0) return;
    this.words.push(out, left, right);
    this.coefficients.push(coefficient);
  }
}
