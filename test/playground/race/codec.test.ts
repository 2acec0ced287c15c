import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeRace, encodeRace } from '../../../src/playground/race/codec.js';
import type { DataChoice } from '../../../src/playground/race/data.js';
import { defaults, limits, type RunSettings } from '../../../src/playground/race/settings.js';

const within = (name: keyof typeof limits) => {
  const { min, max, whole } = limits[name];
  return whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
};

const someRun: fc.Arbitrary<RunSettings> = fc.record({
  ebits: within('ebits'),
  fidelity: within('fidelity'),
  depth: within('depth'),
  mixing: within('mixing'),
  learningRate: within('learningRate'),
  loss: fc.constantFrom('mse', 'product'),
  iterations: within('iterations'),
  seed: fc.maxSafeNat(),
});

const someData: fc.Arbitrary<DataChoice> = fc.oneof(
  fc.record({
    kind: fc.constant('clusters' as const),
    seed: fc.maxSafeNat(),
    corners: fc.constantFrom('grid' as const, 'distinct' as const, 'independent' as const),
  }),
  fc.record({
    kind: fc.constant('chsh' as const),
    embedding: fc.constantFrom('original' as const, 'alternative' as const),
  }),
);

test('any race comes back from an address', () => {
  fc.assert(
    fc.property(someData, fc.array(someRun, { maxLength: 12 }), (data, runs) => {
      expect(decodeRace(encodeRace({ data, runs }))).toEqual({ data, runs, faults: [] });
    }),
  );
});

test('an address can be read by people', () => {
  const data = { kind: 'chsh', embedding: 'original' } as const;
  expect(encodeRace({ data, runs: [{ ...defaults, ebits: 0 }, defaults] })).toBe(
    'data=chsh&embedding=original&run=0+1+20+0+0.01+mse+2000+7&run=1+1+20+0+0.01+mse+2000+7',
  );
});

test('a table is not in the address, but that there was one is', () => {
  const deal = { label: 'c', A: ['a'], B: ['b'] };
  const data = { kind: 'table', name: 'secret.csv', text: 'a,b,c\n1,2,x', deal, seed: 1 } as const;
  const words = encodeRace({ data, runs: [] });
  expect(words).toBe('data=table');
  expect(decodeRace(words)).toEqual({ data: null, runs: [], faults: [] });
});

test('nothing stands for the data that the page begins with', () => {
  expect(decodeRace('').data).toEqual({ kind: 'clusters', seed: 1, corners: 'grid' });
});

describe('what does not fit is left out and said:', () => {
  test.each([
    ['data=mnist', 'There are no data "mnist"; they are "clusters" or "chsh".'],
    ['data=chsh&embedding=new', 'There is no CHSH embedding "new"; it is "original" or "alternative".'],
    ['corners=round', 'There are no corners "round"; they are "grid", "distinct", "independent".'],
    ['data-seed=-1', 'Of the data: Seed is -1; give a whole number from 0 to 9007199254740991.'],
    ['run=5+1+20+0+0.01+mse+2000+7', 'Ebits is 5; give a whole number from 0 to 4. The run was left out.'],
    ['run=1+1+2.5+0+0.01+mse+2000+7', 'Depth is 2.5; give a whole number from 0 to 50. The run was left out.'],
    ['run=1+x+20+0+0.01+mse+2000+7', 'Fidelity is NaN; give a number from 0.25 to 1. The run was left out.'],
    ['run=1+1+20+0++mse+2000+7', 'Learning rate is NaN; give a number from 0.0001 to 1. The run was left out.'],
    ['run=1+1+20+0+0.01+hinge+2000+7', 'There is no loss "hinge"; the run was left out.'],
    ['run=1+1+20', 'The run "1 1 20" has 3 settings, not 8; it was left out.'],
  ])('%s', (query, fault) => {
    expect(decodeRace(query)).toMatchObject({ runs: [], faults: [fault] });
  });

  test('runs beyond the twelfth', () => {
    const query = Array.from({ length: 13 }, (_, seed) => `run=1+1+20+0+0.01+mse+2000+${seed}`).join('&');
    const { runs, faults } = decodeRace(query);
    expect(runs.map(({ seed }) => seed)).toEqual([...Array(12).keys()]);
    expect(faults).toEqual(['The address asks for 13 runs; the first 12 are taken.']);
  });
});
