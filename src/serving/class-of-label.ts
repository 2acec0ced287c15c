import { type Classes, classWord, classWords, labelNumbers, labelOfWord } from '../data/labels.js';
import { EbitError } from '../errors.js';
import { nearestHint } from '../options.js';
import { cutShort, shownValue } from '../shown-value.js';

/** A message shows so many of a model's classes. */
const SHOWN = 6;

/**
 * Returns the number of the class that is meant: 1 or -1 of two, else from 0.
 *
 * @param label - the class's word in the table, as text; or its number
 * @throws EbitError 'labels' for what is none, and for a number that is also the word of another class
 */
export function classOfLabel(words: Classes, classes: number, label: unknown): number {
  if (typeof label === 'string') {
    const found = labelOfWord(words, label.trim());
    if (found !== null) return found;
  }
  if (typeof label === 'number' && labelNumbers(classes).includes(label)) {
    const word = labelOfWord(words, `${label}`);
    if (word === null || word === label) return label;
    throw new EbitError(
      'labels',
      `The class ${label} is "${cutShort(classWord(words, label))}", and "${label}" is the word of another; give the word, as text.`,
    );
  }
  const all = classWords(words);
  const shown = all.slice(0, SHOWN).map((word) => `"${cutShort(word)}"`);
  if (all.length > SHOWN) shown.push('...');
  const hint = typeof label === 'string' ? nearestHint(label, all) : '';
  const numbers = classes === 2 ? '1 or -1' : `from 0 to ${classes - 1}`;
  throw new EbitError(
    'labels',
    `There is no class ${shownValue(label)}.${hint} The classes are ${shown.join(', ')}, or their numbers, ${numbers}.`,
  );
}
