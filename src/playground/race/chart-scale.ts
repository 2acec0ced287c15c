/** What an axis shows. */
export interface Axis {
  readonly title: string;
  readonly domain: readonly [number, number];
  readonly kind: 'linear' | 'log';
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** Steps between ticks that people read easily, as parts of a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10];

/**
 * Returns round numbers within a domain.
 *
 * @param most - how many, about
 */
export function roundTicks([low, high]: readonly [number, number], most: number): readonly number[] {
  const rough = (high - low) / Math.max(1, most);
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((one) => one * power >= rough * (1 - 1e-9)) ?? 10);
  const ticks: number[] = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + 1e-9 * step; n++) {
    // Without the last bits that a product leaves.
    ticks.push(Number((n * step).toPrecision(12)));
  }
  return ticks;
}

/** Returns where a value of an axis stands between two places of the picture; what lies beyond stands at the end. */
export function placeOn({ domain: [low, high], kind }: Axis, from: number, to: number): (value: number) => number {
  const shape = kind === 'log' ? Math.log : (value: number) => value;
  const [start, end] = [shape(low), shape(high)];
  return (value) => {
    const part = (shape(value) - start) / (end - start);
    return from + (to - from) * Math.min(1, Math.max(0, part));
  };
}

/**
 * Returns where labels are to stand so that none covers another, as near as can be to where they belong.
 *
 * @param wanted - where each belongs, from the top
 * @param gap - between the middles of two, at least; less where there is no room for all
 */
export function spread(wanted: readonly number[], gap: number, top: number, bottom: number): readonly number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const room = Math.min(gap, order.length > 1 ? (bottom - top) / (order.length - 1) : gap);
  const places = new Array<number>(wanted.length);
  let last = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    last = Math.max(wanted[i], top, last + room);
    places[i] = last;
  }
  let next = bottom + room;
  for (const i of [...order].reverse()) {
    next = Math.min(places[i], next - room);
    places[i] = next;
  }
  return places;
}
