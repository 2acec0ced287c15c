import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../src/data/csv.js';
import { scaledSplit } from '../../src/data/scaled-split.js';
import { classifier } from '../../src/models/classifier.js';
import { reuploading } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { openPredictor } from '../../src/serving/open-predictor.js';
import type { TableRecord } from '../../src/serving/predict-table.js';
import { jointProbabilities } from '../oracle/joint.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

const network = bellNetwork({ ebits: 1, qubits: 2 });

/** A model of a table of text, with the scale and the preparation of its training rows. */
function trained(text: string, columns: Record<string, string[]>, reading: object, classes = 2) {
  const table = readTable(text, { columns, label: 'y', ...reading });
  const { scale, preparation = null } = scaledSplit(table, { seed: 1, fraction: 0.25 });
  const counts =
    preparation === null
      ? Object.values(columns).map((own) => own.length)
      : Object.values(columns).map((own) =>
          own.reduce((sum, name) => {
            const how = preparation.columns.find(({ column }) => column === name);
            return sum + (how?.kind === 'onehot' && how.categories.length > 2 ? how.categories.length : 1);
          }, 0),
        );
  const circuit = reuploading({ layers: Math.max(...counts), features: counts });
  return classifier({ network, circuit, classes, seed: 5 }).withTable({ columns: table.columns, scale, preparation });
}

const header = 'id,age,dose,weight,y';
const people = Array.from({ length: 24 }, (_, n) => ({
  id: `p${n}`,
  age: 20 + ((n * 7) % 50),
  dose: n / 8,
  weight: 50 + ((n * 11) % 40),
  y: n % 3 === 0 ? 'ill' : 'well',
}));
const textOf = (records: readonly object[], head = header) =>
  [head, ...records.map((record) => Object.values(record).join(','))].join('\n');
const plain = trained(textOf(people), { A: ['age', 'dose'], B: ['weight'] }, {});

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of stream) list.push(one);
  return list;
}

test('a prediction has the label, E, P(a|x) and the probability of each class, as a dense simulator says by hand', () => {
  const predictor = openPredictor(plain);
  const found = predictor.predictTable(people);
  const { minimum, maximum } = plain.scale!;
  people.forEach(({ age, dose, weight }, n) => {
    const row = [age, dose, weight].map((x, c) => Math.PI * ((x - minimum[c]) / (maximum[c] - minimum[c]) - 0.5));
    const chances = jointProbabilities(plain, plain.parameters, row);
    const e = chances.reduce((sum, p, a) => sum + p * plain.parameters[plain.angles + a], 0);
    const one = found[n]!;
    chances.forEach((p, a) => {
      expect(Math.abs(one.probabilities[a] - p)).toBeLessThan(1e-12);
    });
    expect(Math.abs(one.expectation! - e)).toBeLessThan(1e-12);
    expect(one.label).toBe(e > 0 ? 'well' : 'ill');
    expect(one.classes.map(({ label }) => label)).toEqual(['well', 'ill']);
    expect(one.classes[0].probability).toBe(Math.min(1, Math.max(0, (1 + one.expectation!) / 2)));
    expect(one.classes[1].probability).toBe(1 - one.classes[0].probability);
  });
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  predictor.close();
});

describe('records in all shapes', () => {
  const predictor = openPredictor(plain);
  const wanted = predictor.predictTable(people);

  test('permuted columns, extra ones, numbers as text: the same predictions', () => {
    const keys = ['age', 'dose', 'weight'] as const;
    const shape = fc.record({
      order: fc.shuffledSubarray([...keys], { minLength: 3 }),
      isText: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      blanks: fc.constantFrom('', ' ', '\t'),
      extra: fc.dictionary(
        fc.string().filter((key) => !(keys as readonly string[]).includes(key)),
        fc.anything(),
        { maxKeys: 3 },
      ),
      person: fc.nat(people.length - 1),
    });
    fc.assert(
      fc.property(fc.array(shape, { maxLength: 8 }), (shapes) => {
        const records = shapes.map(({ order, isText, blanks, extra, person }) => ({
          ...extra,
          ...Object.fromEntries(
            order.map((key, i) => [key, isText[i] ? `${blanks}${people[person][key]}${blanks}` : people[person][key]]),
          ),
        }));
        expect(predictor.predictTable(records)).toEqual(shapes.map(({ person }) => wanted[person]));
      }),
      { seed: 14, numRuns: 100 },
    );
  });

  test('text of any separator, a comma for decimals, and no label column', () => {
    expect(predictor.predictTable(textOf(people))).toEqual(wanted);
    const german = people.map(({ weight, dose, age }) => [weight, `${dose}`.replace('.', ','), age].join(';'));
    const text = ['weight;dose;age', ...german].join('\r\n');
    expect(predictor.predictTable(text, { decimal: 'comma' })).toEqual(wanted);
    expect(predictor.predictTable(text.replaceAll(';', '|'), { decimal: 'comma', separator: '|' })).toEqual(wanted);
    expect(
      predictor.predictTable(
        people.map(({ dose, ...rest }) => ({ ...rest, dose: `${dose}`.replace('.', ',') })),
        { decimal: 'comma' },
      ),
    ).toEqual(wanted);
  });

  test('streams of records and of lists, sync and async', async () => {
    async function* slowly(): AsyncGenerator<TableRecord | TableRecord[]> {
      yield people[0];
      yield people.slice(1, 9);
      yield [];
      await Promise.resolve();
      for (const person of people.slice(9)) yield person;
    }
    expect(await all(predictor.predictTable(slowly()))).toEqual(wanted);
    expect(await all(predictor.predictTable(new Set(people)))).toEqual(wanted);
    const lists = (function* () {
      yield people[0];
      yield people.slice(1);
    })();
    expect(await all(predictor.predictTable(lists))).toEqual(wanted);
    expect(await all(predictor.predictTable(new Set<TableRecord>()))).toEqual([]);
    expect(predictor.predictTable([])).toEqual([]);
  });

  test('a record of an asynchronous source is answered before the next is asked for', async () => {
    let asked = 0;
    const closed: string[] = [];
    async function* source() {
      try {
        for (;;) {
          asked += 1;
          yield people[asked % people.length];
        }
      } finally {
        closed.push('source');
      }
    }
    let got = 0;
    for await (const one of predictor.predictTable(source())) {
      got += 1;
      expect(asked).toBe(got);
      expect(one).toEqual(wanted[got % people.length]);
      if (got === 30) break;
    }
    expect(closed).toEqual(['source']);
  });

  test('a long list is the same as its parts', () => {
    const long = Array.from({ length: 2500 }, (_, n) => people[n % people.length]);
    const found = predictor.predictTable(long);
    expect(found).toHaveLength(2500);
    expect(found.every((one, n) => JSON.stringify(one) === JSON.stringify(wanted[n % people.length]))).toBe(true);
  });
});

describe('gaps and words', () => {
  const rows = Array.from({ length: 30 }, (_, n) => ({
    age: n % 7 === 3 ? null : 20 + n,
    colour: ['red', 'green', 'blue'][n % 3],
    size: n % 2 ? 's' : 'm',
    y: ['a', 'b', 'c'][n % 3],
  }));
  const columns = { A: ['age', 'size'], B: ['colour'] };
  const text = [
    'age,colour,size,y',
    ...rows.map((row) =>
      Object.values(row)
        .map((cell) => cell ?? '')
        .join(','),
    ),
  ].join('\n');

  test('rows that lack a value are null where they are dropped, in their place', () => {
    const model = trained(text, columns, { missing: 'drop', words: 'onehot' }, 3);
    const predictor = openPredictor(model);
    const found = predictor.predictTable(rows);
    expect(found.map((one) => one === null)).toEqual(rows.map(({ age }) => age === null));
    const kept = rows.filter(({ age }) => age !== null);
    expect(predictor.predictTable(kept)).toEqual(found.filter((one) => one !== null));
    expect(predictor.predictTable(text)).toEqual(found);
    expect(found[0]!.expectation).toBeNull();
    expect(found[0]!.classes.map(({ label }) => label)).toEqual(['a', 'b', 'c']);
    expect(found[0]!.classes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 14);
    const best = found[0]!.classes.reduce((most, one) => (one.probability > most.probability ? one : most));
    expect(found[0]!.label).toBe(best.label);
    // A list of nothing but gaps.
    expect(predictor.predictTable([rows[3], rows[10]])).toEqual([null, null]);
    predictor.close();
  });

  test('medians of the training rows stand in where the model keeps them', () => {
    const model = trained(text, columns, { missing: 'median', words: 'ordinal' }, 3);
    const predictor = openPredictor(model);
    const median = model.preparation!.columns.find(({ column }) => column === 'age') as { median: number };
    const [gap] = predictor.predictTable([{ ...rows[3] }]);
    expect(gap).toEqual(predictor.predictTable([{ ...rows[3], age: median.median }])[0]);
    expect(predictor.predictTable([{ ...rows[3], age: undefined }])[0]).toEqual(gap);
    expect(predictor.predictTable(rows, { missing: 'drop' })[3]).toBeNull();
    expect(refusal(() => predictor.predictTable([{ ...rows[0], colour: 'pink' }])).message).toMatch(
      /Record 0 .*"pink" in column "colour", which no training row/,
    );
    expect(refusal(() => predictor.predictTable([{ age: 1, colour: 'red' }])).message).toContain('no column "size"');
    predictor.close();
  });
});

describe('refuses', () => {
  const predictor = openPredictor(plain);
  const message = (source: unknown, options?: object) =>
    refusal(() => predictor.predictTable(source as TableRecord[], options)).message;

  test('what is no table', () => {
    for (const source of [7, null, undefined, {}, new Float64Array(3), () => people]) {
      expect(message(source)).toContain('give a list of records, the text of a CSV file');
    }
    expect(message([[1, 2, 3]])).toContain('Record 0 (counted from 0) is an array of 3');
    expect(message('')).toContain('The table is empty');
    expect(message('weight,age\n1,2')).toBe('There is no column "dose". The columns are: weight, age.');
    expect(message([people[0], { age: 1, Dose: 2, weight: 3 }])).toContain(
      'Record 1 (counted from 0) has no column "dose". Did you mean "Dose"?',
    );
  });

  test('other options and words, before anything of a stream is read', () => {
    expect(message(people, { rows: 'raw' })).toContain('predictTable has no option "rows"');
    expect(message(people, { decimal: 'coma' })).toContain('Did you mean "comma"?');
    expect(message('a\n1', { separator: '/' })).toContain('no separator');
    expect(message(people, { missing: 'zero' })).toContain('missing');
    const never: Iterable<TableRecord> = { [Symbol.iterator]: () => expect.unreachable() };
    expect(message(never, { missing: 'median' })).toContain('keeps no medians');
  });

  test('a bad record of a stream where it stands, by its number', async () => {
    const stream = predictor.predictTable(new Set([...people, { ...people[0], age: 'old' }]));
    await expect(all(stream)).rejects.toThrow('Record 24 (counted from 0) has "old" in column "age"');
    const lists = (async function* () {
      yield people;
      yield [people[0], 7 as unknown as TableRecord];
    })();
    await expect(all(predictor.predictTable(lists))).rejects.toThrow('Record 25 (counted from 0) is 7');
  });

  test('a stream of a predictor that is closed meanwhile', async () => {
    const closing = openPredictor(plain);
    const stream = closing.predictTable(
      (async function* () {
        yield people[0];
        yield people[1];
      })(),
    );
    expect((await stream.next()).done).toBe(false);
    closing.close();
    await expect(stream.next()).rejects.toMatchObject({ code: 'closed' });
  });

  test('records that try to be something else: never a number from nowhere', () => {
    const values = fc.oneof(
      fc.anything(),
      fc.constantFrom(
        '1e999',
        '0x10',
        '',
        ' ',
        '--1',
        '1,5',
        '٣',
        '\u0000',
        '1_000',
        true,
        null,
        Number.NaN,
        -0,
        1n,
        [1],
        { valueOf: () => 1 },
      ),
    );
    fc.assert(
      fc.property(values, (age) => {
        let found: unknown;
        try {
          found = predictor.predictTable([{ age, dose: 1, weight: 60 } as TableRecord]);
        } catch (error) {
          expect(error).toMatchObject({ name: 'EbitError' });
          return;
        }
        const number = typeof age === 'string' ? Number(age) : age;
        expect(['number', 'bigint']).toContain(typeof number);
        expect(found).toEqual(predictor.predictTable([{ age: Number(number), dose: 1, weight: 60 }]));
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

test('nothing to tell is null, and other names for the columns are taken', () => {
  const useless = plain.withParameters(plain.parameters.map((value, i) => (i < plain.angles ? value : 0)));
  const predictor = openPredictor(useless);
  const [one] = predictor.predictTable([{ x: 30, z: 60, d: 1 }], { columns: { A: ['x', 'd'], B: ['z'] } });
  expect([one!.label, one!.expectation, one!.classes[0].probability]).toEqual([null, 0, 0.5]);
  predictor.close();
});

test('the packaged table: what evaluate counts is what predictTable labels', () => {
  const text = readFileSync(new URL('../../src/data/iris.csv', import.meta.url), 'utf8');
  const [head] = text.split('\n', 1);
  const label = head.trim().split(',').at(-1)!;
  const table = readTable(text, { label, parties: 2 });
  const { scale } = scaledSplit(table, { seed: 1 });
  const model = classifier({
    network,
    circuit: reuploading({ layers: 2, features: [2, 2] }),
    classes: 3,
    seed: 1,
  }).withTable({
    columns: table.columns,
    scale,
  });
  const predictor = openPredictor(model, { rows: 'raw' });
  const labels = predictor.predict(table.rows);
  const words = (table.columns.label as unknown as { classes: string[] }).classes;
  expect(predictor.predictTable(text).map((one) => one!.label)).toEqual(Array.from(labels, (c) => words[c]));
  predictor.close();
});
