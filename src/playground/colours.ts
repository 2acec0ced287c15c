import { dark } from './theme.js';

/** Colours of one meaning: the first is that of the page's style sheet, the others are its shades. */
interface Family {
  readonly light: readonly string[];
  readonly dark: readonly string[];
}

/** What nothing shared looks like. */
const nothing: Family = { light: ['#646b78'], dark: ['#9aa4b2'] };

/** Of one ebit, two, three, four. Each can be read as text on the page's paper. */
const ebits: Family = {
  light: ['#0a5c9c', '#2475bd', '#0a3566', '#5468c0'],
  dark: ['#7cb8f0', '#4f9be3', '#bfe0ff', '#a3aef5'],
};

/** Of one coin, two, three, four. */
const coins: Family = {
  light: ['#a94c06', '#b35c08', '#6f2f05', '#96622c'],
  dark: ['#f0a35a', '#dc8a3a', '#ffd9ae', '#e0a884'],
};

function shade(family: Family, count: number, isDark: boolean): string {
  const all = isDark ? family.dark : family.light;
  return all[(Math.max(1, count) - 1) % all.length];
}

/**
 * Returns the colour of a network of so many ebits, a blue; of none grey, which is the colour of nothing shared.
 *
 * @param isDark - as the page is, unless told
 */
export function bellColour(count: number, isDark: boolean = dark.value): string {
  return shade(count === 0 ? nothing : ebits, count, isDark);
}

/**
 * Returns the colour of so many coins, or of as many pairs that are separable and therefore no more than coins: an orange.
 *
 * @param isDark - as the page is, unless told
 */
export function coinColour(count: number, isDark: boolean = dark.value): string {
  return shade(count === 0 ? nothing : coins, count, isDark);
}
