import { expect, test } from 'vitest';
import { linkWords } from '../../../src/playground/race/share-words.js';

test.each([
  [
    { data: 'chsh', runs: 2, models: 0, isFile: false },
    'It holds the choice of data and the settings of all 2 runs of the race (every seed is one), but not how far they have come.',
  ],
  [
    { data: 'clusters', runs: 1, models: 0, isFile: true },
    'It holds the choice of data and the settings of the one run, but not how far it has come. It leads to a file on ' +
      'this machine.',
  ],
  [
    { data: 'clusters', runs: 0, models: 0, isFile: false },
    'It holds the choice of data and no run: whoever opens it gets the page’s own.',
  ],
  [
    { data: 'table', runs: 2, models: 0, isFile: false },
    'It holds the settings of all 2 runs of the race (every seed is one), but not how far they have come. The table, its columns and its split stay ' +
      'here: whoever opens it elsewhere gets the clusters instead.',
  ],
  [
    { data: 'chsh', runs: 1, models: 1, isFile: false },
    'It holds the choice of data and the settings of the one run, but not how far it has come. Models from files stay here.',
  ],
] as const)('a link of %j says what it holds', (linked, words) => {
  expect(linkWords(linked)).toBe(words);
});
