/** Told apart by eyes of all kinds (Okabe and Ito); in print they differ in lightness too. */
export const COLOURS = ['#7a7a7a', '#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'];

/**
 * One learner has one colour in all pictures, whichever others are in them, by all its names. Those of the same number of
 * ebits and of coins have the same, and are told apart by their lines: see {@link isBroken}.
 */
const FIXED: Readonly<Record<string, string>> = {
  'Bell-0': COLOURS[0],
  nothing: COLOURS[0],
  'nothing shared': COLOURS[0],
  'Bell-1': COLOURS[1],
  '1 ebit': COLOURS[1],
  '1 coin': COLOURS[1],
  'Bell-2': COLOURS[2],
  '2 ebits': COLOURS[2],
  '2 coins': COLOURS[2],
  'Bell-3': COLOURS[3],
  '3 ebits': COLOURS[3],
  '3 coins': COLOURS[3],
  'Bell-4': COLOURS[4],
  '4 ebits': COLOURS[4],
  '4 coins': COLOURS[4],
  DNN: COLOURS[5],
  'F = 0.5': COLOURS[6],
  'F = 0.85': COLOURS[7],
};

/** Tells whether a name has a colour of its own. */
export function hasColour(name: string): boolean {
  return Object.hasOwn(FIXED, name);
}

/** The highest fidelity of a separable pair. */
const SEPARABLE = 0.5;

/**
 * Tells whether what a learner shares is correlated and separable, as coins and pairs of a fidelity of at most 1/2 are: its
 * lines are broken, its dots and bars open, where those of ebits and of nothing shared are whole.
 */
export function isBroken(name: string): boolean {
  const [, fidelity] = /F = ([\d.]+)/.exec(name) ?? [];
  return /^(\d+ )?coins?$/.test(name) || (fidelity !== undefined && Number(fidelity) <= SEPARABLE);
}

/**
 * Returns the colours of names as a plot takes them: the learners' own, and for other names those left, in order.
 *
 * @param names - each once
 */
export function colourScale(names: readonly string[]): { domain: string[]; range: string[] } {
  const taken = new Set(names.filter(hasColour).map((name) => FIXED[name]));
  const free = COLOURS.filter((colour) => !taken.has(colour));
  const others = names.filter((name) => !hasColour(name));
  return {
    domain: [...names],
    range: names.map((name) => FIXED[name] ?? free[others.indexOf(name) % free.length]),
  };
}
