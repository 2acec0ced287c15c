// Shots over links, cycle by cycle with a coin for each try: slow, obvious, and made of nothing that src is made of.

export interface PlainLink {
  readonly probability: number;
  /** In cycles. */
  readonly cutoff: number;
  readonly pairs: number;
  readonly multiplexing: number;
  /** With a round, two pairs become one with the chance that is told of the age of the older one. */
  readonly keeps?: (age: number) => number;
}

/** A small generator of 32 bits (xorshift), apart from the one in src. */
export function coins(seed: number): () => number {
  let state = seed | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
  for (let i = 0; i < 20; i++) next();
  return next;
}

export interface PlainShot {
  readonly cycles: number;
  /** By link, from the oldest on; with a round, since it was distilled. */
  readonly ages: number[][];
  /** With a round, the age of the older pair when both were distilled. */
  readonly distilledAt: number[][];
  readonly made: number[];
  readonly thrown: number[];
}

interface Pair {
  born: number;
  isRaw: boolean;
  at: number;
}

export function playShot(links: readonly PlainLink[], coin: () => number): PlainShot {
  const memories: Pair[][] = links.map(() => []);
  const made = links.map(() => 0);
  const thrown = links.map(() => 0);
  const complete = (k: number) =>
    memories[k].filter(({ isRaw }) => !isRaw || links[k].keeps === undefined).length === links[k].pairs;
  for (let cycle = 1; ; cycle++) {
    links.forEach((link, k) => {
      let successes = 0;
      if (!complete(k)) for (let i = 0; i < link.multiplexing; i++) if (coin() < link.probability) successes++;
      successes = Math.min(successes, link.keeps === undefined ? link.pairs : 2 * link.pairs);
      for (; successes > 0 && !complete(k); successes--) {
        made[k]++;
        const memory = memories[k];
        const partner = link.keeps === undefined ? undefined : memory.find(({ isRaw }) => isRaw);
        if (partner === undefined) {
          memory.push({ born: cycle, isRaw: true, at: 0 });
          continue;
        }
        memory.splice(memory.indexOf(partner), 1);
        const age = cycle - partner.born;
        if (coin() < (link.keeps?.(age) ?? 1)) memory.push({ born: cycle, isRaw: false, at: age });
      }
    });
    if (links.every((_, k) => complete(k))) {
      return {
        cycles: cycle,
        ages: memories.map((memory) => memory.map(({ born }) => cycle - born)),
        distilledAt: memories.map((memory) => memory.map(({ at }) => at)),
        made,
        thrown,
      };
    }
    links.forEach((link, k) => {
      const young = memories[k].filter(({ born }) => cycle - born < link.cutoff);
      thrown[k] += memories[k].length - young.length;
      memories[k] = young;
    });
  }
}

export function mean(values: readonly number[]): { mean: number; error: number } {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1);
  return { mean: average, error: Math.sqrt(variance / values.length) };
}
