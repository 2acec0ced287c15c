import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import {
  choiceSetting,
  featureSetting,
  panelSetting,
  panelWords,
  rowSetting,
  splitWords,
  takePanelWords,
  wholeSetting,
} from '../../../src/playground/panels/settings.js';

const colour = choiceSetting('test.colour', ['red', 'green']);
const times = choiceSetting('test.times', [1, 2, 4], 2);
const seed = wholeSetting('test.seed', { min: 0, max: 9, first: 3 });
const row = rowSetting('test.row');
const feature = featureSetting('test.feature', 4);
const pair = panelSetting<readonly number[]>('test.pair', {
  first: [0, 0],
  read: (word) => (/^\d,\d$/.test(word) ? word.split(',').map(Number) : undefined),
  write: (value) => value.join(','),
  wanted: 'give two digits',
});

describe('panelSetting', () => {
  it('says nothing of what is as at first', () => {
    takePanelWords('');
    expect(panelWords()).toBe('');
    expect([colour.value, times.value, seed.value, row.value, feature.value, pair.value]).toEqual([
      'red',
      2,
      3,
      0,
      4,
      [0, 0],
    ]);
  });

  it('comes back from its words, whatever it is', () => {
    takePanelWords('');
    colour.value = 'green';
    times.value = 4;
    seed.value = 9;
    row.value = 11;
    feature.value = 0;
    pair.value = [7, 1];
    const words = panelWords();
    expect(words).toBe('test.colour=green&test.times=4&test.seed=9&test.row=12&test.feature=1&test.pair=7,1');
    takePanelWords('');
    expect(panelWords()).toBe('');
    expect(takePanelWords(words)).toEqual([]);
    expect(panelWords()).toBe(words);
    expect([times.value, row.value, pair.value]).toEqual([4, 11, [7, 1]]);
  });

  it('leaves an object that says the same', () => {
    takePanelWords('test.pair=1,2');
    const before = pair.value;
    takePanelWords('test.pair=1,2&test.seed=4');
    expect(pair.value).toBe(before);
  });

  it('changes all settings at once', () => {
    takePanelWords('');
    const seen: string[] = [];
    const end = effect(() => {
      seen.push(`${colour.value} ${seed.value}`);
    });
    takePanelWords('test.colour=green&test.seed=1');
    end();
    expect(seen).toEqual(['red 3', 'green 1']);
  });

  it.each([
    ['test.colour=gren', '"test.colour" to "gren"; give "red", "green". It is as at first: red.'],
    ['test.seed=10', '"test.seed" to "10"; give a whole number from 0 to 9. It is as at first: 3.'],
    ['test.seed=0x4', 'give a whole number from 0 to 9'],
    ['test.seed=', 'give a whole number from 0 to 9'],
    ['test.row=0', 'give the number of a row, from 1 on'],
    ['test.row=1e300', 'give the number of a row, from 1 on'],
    ['test.feature=x', 'give the number of a feature, from 1 on'],
    ['test.sed=3', 'a setting "test.sed", which there is not. Did you mean "test.seed"?'],
    ['test.seed=1&test.seed=2', 'sets "test.seed" 2 times; the first counts'],
  ])('says what is wrong with %s', (query, words) => {
    const faults = takePanelWords(query);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(words);
    expect(panelWords()).toBe(query.startsWith('test.seed=1&') ? 'test.seed=1' : '');
  });
});

describe('splitWords', () => {
  it('parts the race from the panels', () => {
    expect(splitWords('data=chsh&why.seed=2&run=1+1&test.row=3')).toEqual({
      race: 'data=chsh&run=1+1',
      panels: 'why.seed=2&test.row=3',
    });
    expect(splitWords('')).toEqual({ race: '', panels: '' });
    expect(splitWords('%77hy.seed=2')).toEqual({ race: '', panels: '%77hy.seed=2' });
  });
});
