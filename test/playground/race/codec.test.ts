import { describe, expect, test } from 'vitest';
import { lossNames } from '../../../src/models/session-types.js';
import { decodeRace, encodeRace } from '../../../src/playground/race/codec.js';
import { firstData, type PageData, plainData } from '../../../src/playground/race/data.js';
import { changed, defaults, limits, MOST_SHARED, type RunSettings } from '../../../src/playground/race/settings.js';
import { circuitWords } from '../../../src/tasks/model-settings.js';
import fc from '../../seeded.js';

const within = (name: keyof typeof limits) => {
  const { min, max, whole } = limits[name];
  return whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
};

const someRun: fc.Arbitrary<RunSettings> = fc
  .record({
    shared: fc.tuple(within('ebits'), within('coins')).filter(([ebits, coins]) => ebits + coins <= MOST_SHARED),
    fidelity: within('fidelity'),
    depth: within('depth'),
    mixing: within('mixing'),
    learningRate: within('learningRate'),
    loss: fc.constantFrom(...lossNames),
    circuit: fc.constantFrom(...circuitWords),
    iterations: within('iterations'),
    seed: fc.maxSafeNat(),
  })
  .map(({ shared: [ebits, coins], ...flat }) => changed(defaults, { ebits, coins, ...flat }));

const someData: fc.Arbitrary<PageData> = fc.oneof(
  fc.record({
    kind: fc.constant('clusters' as const),
    seed: fc.maxSafeNat(),
    corners: fc.constantFrom('grid' as const, 'distinct' as const, 'independent' as const),
    dimension: fc.constant(8 as const),
  }),
  fc.record({
    kind: fc.constant('chsh' as const),
    embedding: fc.constantFrom('original' as const, 'alternative' as const),
  }),
);

test('any race comes back from an address', () => {
  fc.assert(
    fc.property(someData, fc.array(someRun, { maxLength: 15 }), (data, runs) => {
      expect(decodeRace(encodeRace({ data, runs }))).toEqual({ data, runs, view: {}, faults: [] });
    }),
  );
});

test('an address can be read by people', () => {
  const data = { kind: 'chsh', embedding: 'original' } as const;
  expect(encodeRace({ data, runs: [changed(defaults, { ebits: 0 }), defaults] })).toBe(
    'data=chsh&embedding=original&run=0+1+20+0+0.01+mse+2000+7&run=1+1+20+0+0.01+mse+2000+7',
  );
});

test('coins stand behind the settings that an address had before there were any', () => {
  const runs = [{ ebits: 0, coins: 2 }, { ebits: 1 }].map((part) => changed(defaults, part));
  const words = encodeRace({ data: plainData('clusters'), runs });
  expect(words).toMatch(/&run=0\+1\+20\+0\+0\.01\+mse\+2000\+7\+2&run=1\+1\+20\+0\+0\.01\+mse\+2000\+7$/);
  expect(decodeRace('run=0+1+20+0+0.01+mse+2000+7+0').runs).toEqual([changed(defaults, { ebits: 0 })]);
});

test('a table is not in the address, but that there was one is', () => {
  const columns = { A: ['a'], B: ['b'] };
  const data = { kind: 'table', path: 'secret.csv', columns, label: 'c', validation: 0.25, seed: 1 } as const;
  const words = encodeRace({ data, runs: [] });
  expect(words).toBe('data=table');
  expect(decodeRace(words)).toEqual({ data: null, runs: [], view: {}, faults: [] });
});

test('nothing stands for the data that the page begins with', () => {
  expect(decodeRace('').data).toEqual(firstData.settings);
});

describe('what does not fit is left out and said:', () => {
  const none = 'No run of the address is left; here are the page’s own.';
  const losses = 'Use "mse", "product", "logistic" or "hinge".';
  const left = (fault: string) => [`${fault} The run was left out.`, none];

  test.each([
    ['data=mnist', ['There is no kind of data "mnist". Use "clusters", "chsh" or "table".']],
    ['data=chsch', ['There is no kind of data "chsch". Did you mean "chsh"? Use "clusters", "chsh" or "table".']],
    ['data=chsh&embedding=new', ['There is no CHSH embedding "new". Use "original" or "alternative".']],
    ['data-seed=-1', ['Of the data: Seed is -1; give a whole number from 0 to 9007199254740991. It is 1 now.']],
    ['data-seed=', ['Of the data: Seed is ""; give a decimal number. It is 1 now.']],
    ['data-seed=0x10', ['Of the data: Seed is "0x10"; give a decimal number. It is 1 now.']],
    ['data-seed=1e999', ['Of the data: Seed is "1e999"; give a decimal number. It is 1 now.']],
    ['run=5+1+20+0+0.01+mse+2000+7', left('Ebits is 5; give a whole number from 0 to 4.')],
    ['run=1+1+2.5+0+0.01+mse+2000+7', left('Depth is 2.5; give a whole number from 0 to 50.')],
    ['run=1+x+20+0+0.01+mse+2000+7', left('Fidelity is "x"; give a decimal number.')],
    ['run=1+1+20+0++mse+2000+7', left('Learning rate is ""; give a decimal number.')],
    ['run=1+1+0x10+0+0.01+mse+2000+7', left('Depth is "0x10"; give a decimal number.')],
    ['run=1+1+20+0+0.01+square+2000+7', left(`There is no loss "square". ${losses}`)],
    ['run=1+1+20+0+0.01+MSE+2000+7', left(`There is no loss "MSE". Did you mean "mse"? ${losses}`)],
    ['run=1+1+20', left('The run "1 1 20" has 3 settings, not 8, 9 with coins or 10 with a circuit.')],
    ['run=1+1+20+0+0.01+mse+2000+7+1+1', left('There is no circuit "1". Use "qcnn" or "reuploading".')],
    ['run=0+1+20+0+0.01+mse+2000+7+5', left('Coins is 5; give a whole number from 0 to 4.')],
    ['run=0+1+20+0+0.01+mse+2000+7+-1', left('Coins is -1; give a whole number from 0 to 4.')],
    ['run=0+1+20+0+0.01+mse+2000+7+', left('Coins is ""; give a decimal number.')],
    ['run=0+1+20+0+0.01+mse+2000+7+two', left('Coins is "two"; give a decimal number.')],
    ['run=3+1+20+0+0.01+mse+2000+7+2', left('3 ebits and 2 coins take 5 qubits of each party; give at most 4 in all.')],
    ['runs=1', ['The address has a setting "runs", which there is not. Did you mean "run"?']],
    ['data=chsh&corners=grid', ['The address sets "corners", which means nothing for data "chsh".']],
    ['data=chsh&data=clusters', ['The address sets "data" 2 times; the first counts.']],
  ])('%s', (query, faults) => {
    const read = decodeRace(query);
    expect(read.faults).toEqual(faults);
    expect(read.runs).toEqual([]);
  });

  test('ways of drawing corners', () => {
    const { data, faults } = decodeRace('corners=round');
    expect(data).toEqual(plainData('clusters'));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^There is no way of drawing corners "round"\. Use "grid"/);
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    'what every object has, and no list here: %s',
    (word) => {
      for (const query of [
        `data=${word}`,
        `data=chsh&embedding=${word}`,
        `corners=${word}`,
        `data-seed=${word}`,
        `${word}=1`,
        `run=1+1+20+0+0.01+${word}+2000+7`,
        `run=${word}+1+20+0+0.01+mse+2000+7`,
      ]) {
        const { data, runs, faults } = decodeRace(query);
        expect(runs).toEqual([]);
        expect(faults[0]).toContain(`"${word}"`);
        expect(data).toMatchObject(data?.kind === 'chsh' ? { embedding: 'original' } : { seed: 1, corners: 'grid' });
      }
    },
  );

  test('long words, of which forty letters are repeated', () => {
    const long = 'x'.repeat(5000);
    for (const query of [`data=${long}`, `corners=${long}`, `${long}=1`, `run=${long}`, `data-seed=${long}`]) {
      const [fault] = decodeRace(query).faults;
      expect(fault).toContain(`"${'x'.repeat(40)}…"`);
      expect(fault.length).toBeLessThan(200);
    }
  });

  test('any words at all', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), fc.string(), (query, word) => {
        for (const text of [query, word, `run=${word}`, `data=${word}`]) {
          const { runs } = decodeRace(text);
          for (const run of runs) expect(lossNames).toContain(run.training.loss);
        }
      }),
    );
  });

  test.each([
    ['one run each', (seed: number) => `run=1+1+20+0+0.01+mse+2000+${seed}`, '&'],
    ['seeds of one run', (seed: number) => (seed === 0 ? 'run=1+1+20+0+0.01+mse+2000+0' : `${seed}`), ','],
  ])('runs beyond the thirtieth: %s', (_, word, between) => {
    const query = Array.from({ length: 31 }, (_, seed) => word(seed)).join(between);
    const { runs, faults } = decodeRace(query);
    expect(runs.map(({ training }) => training.seed)).toEqual([...Array(30).keys()]);
    expect(faults).toEqual(['The address asks for 31 runs; the first 30 are taken.']);
  });

  test('a view that there is not', () => {
    const run = 'run=1+1+20+0+0.01+mse+2000+7';
    expect(decodeRace(`${run}&shots=50&marked=2&draft=9+1+20+0+0.01+mse+2000+7`)).toMatchObject({
      view: {},
      faults: [
        'The address asks for "50" shots; give 10, 100, 1000.',
        'The address marks run "2", which there is not.',
        'Ebits is 9; give a whole number from 0 to 4. It was to be in the form for another run.',
      ],
    });
  });
});

test('neighbours that differ by nothing but their seed stand in one word', () => {
  const runs = [1, 2, 9].flatMap((seed) => [changed(defaults, { seed })]);
  const words = encodeRace({ data: plainData('clusters'), runs: [...runs, changed(defaults, { ebits: 2 })] });
  expect(words).toMatch(/&run=1\+1\+20\+0\+0\.01\+mse\+2000\+1,2,9&run=2\+1\+20\+0\+0\.01\+mse\+2000\+7$/);
});

test('how the race is looked at stands in the address where it is not as unless told', () => {
  const draft = changed(defaults, { ebits: 3, circuit: 'reuploading' });
  const view = { shots: 1000, marked: 2, draft } as const;
  const race = { data: plainData('clusters'), runs: [defaults, changed(defaults, { ebits: 0 })] };
  expect(decodeRace(encodeRace({ ...race, view }))).toEqual({ ...race, view, faults: [] });
});
