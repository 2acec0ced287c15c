/** A number behind the name of a game, as far as the page takes it. */
export interface GameNumber {
  readonly name: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly first: number;
}

/** A game that has a name. */
export interface NamedGame {
  readonly id: string;
  readonly text: string;
  readonly numbers: readonly GameNumber[];
  /** What is asked for, in a sentence. */
  readonly about: string;
}

const one = (label: string, min: number, max: number, first: number, step = 1): readonly GameNumber[] => [
  { name: 'n', label, min, max, step, first },
];

/** The games that have a name, with the numbers that the page takes: fewer than the library, so that one can wait for it. */
export const namedGames: readonly NamedGame[] = [
  { id: 'chsh', text: 'CHSH', numbers: [], about: 'Answer alike, but unlike where both are asked 1.' },
  {
    id: 'odd-cycle',
    text: 'Odd cycle',
    numbers: one('Points of the circle', 3, 99, 5, 2),
    about: 'Colour an odd circle with two colours: the same point alike, neighbours unlike.',
  },
  {
    id: 'chained',
    text: 'Chained',
    numbers: one('Questions', 2, 99, 3),
    about: 'Answer neighbours of a chain alike, but its two ends unlike.',
  },
  {
    id: 'access',
    text: 'Random access',
    numbers: one('Bits', 1, 8, 3),
    about: 'A knows some bits, B is asked for one of them.',
  },
  {
    id: 'inner-product',
    text: 'Inner product',
    numbers: one('Bits', 1, 5, 2),
    about: 'Each knows some bits; answer the parity of those that both have.',
  },
  {
    id: 'random',
    text: 'Labels by chance',
    numbers: [
      { name: 'S', label: 'Questions of A', min: 1, max: 24, step: 1, first: 4 },
      { name: 'T', label: 'Questions of B', min: 1, max: 24, step: 1, first: 4 },
      { name: 'seed', label: 'Seed of the labels', min: 0, max: 999_999, step: 1, first: 1 },
    ],
    about: 'Every label by the toss of a coin.',
  },
];

/** The word for a table of one's own. */
export const TABLE = 'table';

/** The words of a game at its first numbers. */
export function firstWords({ id, numbers }: NamedGame): string {
  return [id, ...numbers.map(({ first }) => first)].join(' ');
}

/** A game's kind and numbers; null for words of none that the page takes. */
export function gameOfWords(words: string): { readonly kind: NamedGame; readonly numbers: readonly number[] } | null {
  const [id, ...given] = words.split(' ');
  const kind = namedGames.find((one) => one.id === id);
  if (kind === undefined || given.length !== kind.numbers.length) return null;
  const numbers = given.map((word) => (/^\d{1,6}$/.test(word) ? Number(word) : Number.NaN));
  const fit = kind.numbers.every(
    ({ min, max, step }, i) => numbers[i] >= min && numbers[i] <= max && (numbers[i] - min) % step === 0,
  );
  return fit ? { kind, numbers } : null;
}

/** What to give for a game, in the words of a fault. */
export const gameForms = namedGames
  .map(({ id, numbers }) =>
    [id, ...numbers.map(({ name, min, max, step }) => `${name} (${min} to ${max}${step === 2 ? ', odd' : ''})`)].join(
      ' ',
    ),
  )
  .join(', ');
