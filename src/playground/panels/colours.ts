/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Reads `#rrggbb`, as this page's colours are written. */
export function rgbOf(hex: string): Rgb {
  const digits = /^\s*#([0-9a-f]{6})\s*$/i.exec(hex)?.[1] ?? '808080';
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as unknown as Rgb;
}

/** A colour of the page's style sheet, as it is at present. */
export function pageColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** A scale from one colour over a middle to another. */
export interface Diverging {
  readonly low: Rgb;
  readonly middle: Rgb;
  readonly high: Rgb;
}

/** The colour of a value from -1 to 1; what lies beyond has the colour of the end. */
export function divergingColour(value: number, { low, middle, high }: Diverging): Rgb {
  const part = Math.min(1, Math.abs(value));
  const end = value < 0 ? low : high;
  const mixed = middle.map((from, i) => Math.round(from + part * (end[i] - from)));
  return [mixed[0], mixed[1], mixed[2]];
}
