/** Of labels +1 and -1, as on the page. */
export const LABELS = ['#6a4fae', '#84760c'] as const;

/** What is no resource and no learner: neither blue nor orange nor grey, for these say what is shared. */
const OTHERS = ['#00795c', '#a3407f', '#0f7c8a', '#8c3b3b', '#3f6f2a', '#8a5f6e'];

/** Told apart by eyes of all kinds (Okabe and Ito); in print they differ in lightness too. */
export const COLOURS = ['#7a7a7a', '#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'];

/** Of nothing shared: grey. */
const NOTHING = '#646b78';

/** Of one ebit to four: blues. They differ in lightness too. */
const EBITS = ['#0a5c9c', '#3f9ad6', '#082f59', '#6a70c9'] as const;

/** Of one coin to four: oranges. */
const COINS = ['#a94c06', '#d9822b', '#6f2f05', '#b08a4e'] as const;

/** Of what is published: ink, in which no learner is drawn. */
export const INK = 'black';

/** Of lines that mark a value. */
export const RULE = '#444444';

/** Of a network without quantum processors. */
const CLASSICAL = '#a3407f';

/**
 * One learner has one colour in all pictures, whichever others are in them, by all its names: blues of ebits, oranges of coins
 * and of pairs that are worth no more, grey of nothing shared. Coins are told apart without colours, too: see {@link isBroken}.
 */
const FIXED: Readonly<Record<string, string>> = {
  'Bell-0': NOTHING,
  nothing: NOTHING,
  'nothing shared': NOTHING,
  ...Object.fromEntries(
    EBITS.flatMap((colour, i) => [
      [`Bell-${i + 1}`, colour],
      [i === 0 ? '1 ebit' : `${i + 1} ebits`, colour],
    ]),
  ),
  ebits: EBITS[0],
  coins: COINS[0],
  ...Object.fromEntries(COINS.map((colour, i) => [i === 0 ? '1 coin' : `${i + 1} coins`, colour])),
  DNN: CLASSICAL,
  'Bell-1 parity': EBITS[1],
  'raw pairs': EBITS[0],
  'distilled pairs': EBITS[1],
  'F = 0.5': COINS[3],
  'F = 0.85': EBITS[3],
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
  const free = OTHERS.filter((colour) => !taken.has(colour));
  const others = names.filter((name) => !hasColour(name));
  return {
    domain: [...names],
    range: names.map((name) => FIXED[name] ?? free[others.indexOf(name) % free.length]),
  };
}

/** What takes the place of the pictures' colours on a dark page, so that all stay legible. */
export const NIGHT_COLOURS: Readonly<Record<string, string>> = {
  white: '#14181d',
  [INK]: '#e6e9ed',
  [RULE]: '#b9c1cb',
  [NOTHING]: '#9aa4b2',
  [EBITS[0]]: '#7cb8f0',
  [EBITS[1]]: '#4f9be3',
  [EBITS[2]]: '#c4e1ff',
  [EBITS[3]]: '#a3aef5',
  [COINS[0]]: '#f0a35a',
  [COINS[1]]: '#dc8a3a',
  [COINS[2]]: '#ffd9ae',
  [COINS[3]]: '#d2b48c',
  '#00795c': '#4cc9a6',
  [CLASSICAL]: '#e58cc5',
  [LABELS[0]]: '#b39df0',
  [LABELS[1]]: '#d9cf70',
  '#3f6f2a': '#9ccc7d',
  '#8a5f6e': '#d9aebd',
  '#0f7c8a': '#5cc6d4',
  '#8c3b3b': '#eb9a9a',
  [COLOURS[1]]: '#63b3ea',
  [COLOURS[2]]: '#ff9248',
};
