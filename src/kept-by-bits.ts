/** Something that was made of numbers. */
interface Kept<V> {
  readonly how: string;
  readonly numbers: Float64Array;
  readonly value: V;
  readonly bytes: number;
}

function haveSameBits(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  const one = new Int32Array(a.buffer, a.byteOffset, 2 * a.length);
  const other = new Int32Array(b.buffer, b.byteOffset, 2 * b.length);
  for (let i = 0; i < one.length; i += 2) {
    if (((one[i] ^ other[i]) | (one[i + 1] ^ other[i + 1])) !== 0) return false;
  }
  return true;
}

/**
 * Keeps what takes long to make of numbers, for whoever has the same numbers again.
 *
 * Numbers are the same if all of their bits are: which array they stand in, who owns it and whether it was written to since
 * plays no part. To look is some ten thousand comparisons for ten thousand numbers, a hundredth of a digest of them.
 */
export class KeptByBits<V> {
  readonly #limit: number;
  /** The longest unused first. */
  #kept: readonly Kept<V>[] = [];

  /** @param limit - what all may take together, bytes; what alone takes more is not kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes that are kept now. */
  get bytes(): number {
    return this.#kept.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Returns what was made of these numbers in this way, which nobody may write to; undefined where it is not kept. */
  find(how: string, numbers: Float64Array): V | undefined {
    // From the end: the last one is most often asked for again.
    const found = this.#kept.findLast((one) => one.how === how && haveSameBits(one.numbers, numbers));
    if (found !== undefined) this.#kept = [...this.#kept.filter((one) => one !== found), found];
    return found?.value;
  }

  /**
   * Keeps something, and lets go of the longest unused until all is within the limit.
   *
   * @param numbers - what it was made of, copied
   * @param valueBytes - what `make` takes, bytes
   * @param make - returns it, in arrays that nobody else has; not called for what is too large
   */
  keep(how: string, numbers: Float64Array, valueBytes: number, make: () => V): void {
    const bytes = 2 * how.length + numbers.byteLength + valueBytes;
    if (bytes > this.#limit) return;
    let one: Kept<V>;
    try {
      one = { how, numbers: numbers.slice(), value: make(), bytes };
    } catch {
      // No room for copies: it is made anew the next time.
      return;
    }
    const kept = [...this.#kept, one];
    let total = this.bytes + bytes;
    while (total > this.#limit) total -= kept.shift()?.bytes ?? 0;
    this.#kept = kept;
  }
}
