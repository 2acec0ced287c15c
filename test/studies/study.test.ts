import { describe, expect, test } from 'vitest';
import { type AxisSettings, fitTask, type StudySettings, study, taskId } from '../../src/index.js';
import { studyPart } from '../../src/studies/study.js';
import { refusal } from '../refusal.js';
import fc from '../seeded.js';

/** Lists that are small and different, by the path of a fit that they are for. */
const choices: Readonly<Record<string, readonly unknown[]>> = {
  'data.seed': [1, 2, 3],
  'data.dimension': [8, 3],
  'network.ebits': [0, 1],
  'network.fidelity': [0.5, 0.75, 1],
  'model.depth': [0, 1, 4],
  'model.weights': ['free', 'parity'],
  'training.learningRate': [0.01, 0.1],
  'training.batch': ['full', 64],
  'training.optimiser.kind': ['adamw', 'sgd'],
};

type Plain = { [key: string]: Plain | unknown };

/** Sets a value in place, by its own means: a copy of everything, then one assignment. */
function assigned(task: Plain, path: string, value: unknown): Plain {
  const copy = structuredClone(task);
  let inside = copy;
  const keys = path.split('.');
  for (const key of keys.slice(0, -1)) {
    inside[key] ??= {};
    inside = inside[key] as Plain;
  }
  inside[keys[keys.length - 1]] = value;
  return copy;
}

/** All tasks of a study of plain lists, cell by cell, by a loop over every combination. */
function expected(base: Plain, axes: readonly { path: string; list: readonly unknown[] }[], seeds: readonly number[]) {
  let cells: { coordinates: Plain; task: Plain }[] = [{ coordinates: {}, task: base }];
  for (const { path, list } of axes) {
    const more: typeof cells = [];
    for (const { coordinates, task } of cells) {
      for (const value of list)
        more.push({ coordinates: { ...coordinates, [path]: value }, task: assigned(task, path, value) });
    }
    cells = more;
  }
  return cells.map(({ coordinates, task }) => ({
    coordinates,
    tasks: seeds.map((seed) => fitTask(assigned(task, 'training.seed', seed) as never)),
  }));
}

const axisArbitrary = fc
  .uniqueArray(fc.constantFrom(...Object.keys(choices)), { maxLength: 3 })
  .chain((paths) =>
    fc.tuple(...paths.map((path) => fc.subarray([...choices[path]], { minLength: 1 }).map((list) => ({ path, list })))),
  );

test('circuits and their layers are axes, and what the data make of them is made anew in every cell', () => {
  const plan = study({
    task: { data: 'clusters', network: { qubits: 2 } },
    axes: [
      { path: 'data.dimension', list: [8, 3] },
      {
        zip: [
          { path: 'model.circuit', list: ['reuploading', 'reuploading'], labels: ['short', 'long'], name: 'circuit' },
          { path: 'model.layers', list: [3, 5] },
        ],
      },
    ],
  });
  expect(plan.cells.map(({ repeats: [{ task }] }) => (task as { model: object }).model)).toEqual(
    [
      [4, 4],
      [2, 1],
    ].flatMap((features) =>
      [3, 5].map((layers) => ({
        kind: 'classifier',
        circuit: 'reuploading',
        layers,
        features,
        mixing: 0,
        weights: 'free',
      })),
    ),
  );
  const kinds = study({ task: { data: 'chsh' }, axes: [{ path: 'model.circuit', list: ['qcnn', 'reuploading'] }] });
  expect(new Set(kinds.cells.map(({ repeats: [{ task }] }) => taskId(task))).size).toBe(2);
});

describe('a study', () => {
  test('has every combination once, in order, as an independent loop has them', () => {
    fc.assert(
      fc.property(
        axisArbitrary,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 9 }),
        (axes, count, from) => {
          const base = { data: { kind: 'clusters' }, training: { iterations: 30 } };
          const plan = study({ task: base as StudySettings['task'], axes, repeats: { count, from } });
          const seeds = Array.from({ length: count }, (_, i) => from + i);
          const oracle = expected(base, axes, seeds);
          expect(plan.cells.map(({ coordinates }) => coordinates)).toEqual(
            oracle.map(({ coordinates }) => coordinates),
          );
          for (const [i, { repeats }] of plan.cells.entries()) {
            expect(repeats.map(({ task }) => task)).toEqual(oracle[i].tasks);
            expect(repeats.map(({ seed }) => seed)).toEqual(seeds);
            expect(repeats.map(({ id }) => id)).toEqual(oracle[i].tasks.map(taskId));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is the same whether its axes stand side by side or in a grid', () => {
    const axes: AxisSettings[] = [
      { path: 'network.ebits', list: [0, 1] },
      { path: 'model.depth', list: [1, 2, 3] },
    ];
    const [flat, grid] = [axes, [{ grid: axes }]].map((own) => study({ task: { data: 'chsh' }, axes: own }));
    expect(grid).toEqual(flat);
  });

  test('takes seeds from where the base task has its own', () => {
    const seeds = (settings: Partial<StudySettings>) =>
      study({ task: { data: 'chsh' }, repeats: 3, ...settings }).cells[0].repeats.map(({ seed }) => seed);
    expect(seeds({})).toEqual([0, 1, 2]);
    expect(seeds({ task: { data: 'chsh', training: { seed: 7 } } })).toEqual([7, 8, 9]);
    expect(seeds({ repeats: { count: 2, from: 4 } })).toEqual([4, 5]);
  });

  test('may repeat several seeds at once, and vary what is made of what', () => {
    const plan = study({
      task: { training: { iterations: 10 } },
      axes: [{ path: 'data', list: ['chsh', { kind: 'clusters', seed: 5 }], labels: ['game', 'points'] }],
      repeats: { count: 2, from: 3, path: ['training.seed'] },
    });
    expect(plan.cells.map(({ coordinates }) => coordinates.data)).toEqual(['game', 'points']);
    expect(plan.cells[1].repeats[1].task).toEqual(
      fitTask({ data: { kind: 'clusters', seed: 5 }, training: { iterations: 10, seed: 4 } }),
    );
  });

  test('of a place in a list changes that place', () => {
    const processors = ['A', 'B'].map((name) => ({ name, qubits: 2 }));
    const plan = study({
      task: { data: 'chsh', network: { processors } },
      axes: [{ path: 'network.processors.1.readoutError', list: [0, 0.1] }],
    });
    expect(plan.cells[1].repeats[0].task.network?.processors).toEqual([
      processors[0],
      { ...processors[1], readoutError: 0.1 },
    ]);
  });

  test('has one cell for what is drawn twice', () => {
    const random = { count: 50, seed: 1, from: 1, to: 3, scale: 'integer' } as const;
    expect(study({ task: { data: 'chsh' }, axes: [{ path: 'model.depth', random }] }).cells).toHaveLength(3);
  });

  test.each([
    ['dimension', { kind: 'dimension', measure: { draws: 2 } }, 'measure', 'rank'],
    [
      'evaluation',
      { kind: 'evaluation', data: 'chsh', shots: [5, 1], parameters: new Array(16).fill(0.1) },
      null,
      'score.accuracy',
    ],
  ] as const)('may be of the kind %s', (kind, task, part, metric) => {
    const plan = study({ task, axes: [{ path: 'network.fidelity', list: [0.7, 1] }], repeats: 3 });
    expect([plan.kind, plan.cells.length, plan.collect[0]]).toEqual([kind, 2, metric]);
    const seeds = plan.cells[0].repeats.map(({ task: one }) => {
      const inside = part === null ? one : (one as unknown as Record<string, object>)[part];
      return (inside as { seed: number }).seed;
    });
    expect(seeds).toEqual([0, 1, 2]);
    if (kind === 'evaluation') expect(plan.collect).toEqual(expect.arrayContaining(['shots.1', 'shots.5']));
    expect(new Set(plan.cells.flatMap(({ repeats }) => repeats.map(({ id }) => id))).size).toBe(6);
  });

  test('reads a table once, and knows it by what stands in it', () => {
    const csv = 'a,b,label\n1,2,x\n3,4,y\n5,6,x\n7,8,y';
    const data = { kind: 'table', path: 'any.csv', columns: { A: ['a'], B: ['b'] } } as const;
    const read: string[] = [];
    const options = { read: (path: string) => (read.push(path) > 0 ? csv : '') };
    const plan = study(
      { task: { data }, axes: [{ path: 'network.fidelity', list: [0.8, 0.9, 1] }], repeats: 2 },
      options,
    );
    expect(read).toEqual(['any.csv']);
    const moved = study({ task: { data: { ...data, path: 'moved.csv' } }, repeats: 2 }, options);
    expect(moved.cells[0].repeats[1].id).toBe(plan.cells[2].repeats[1].id);
    expect(refusal(() => study({ task: { data }, repeats: 2 })).code).toBe('file');
  });

  test('deals the columns of a table that nobody holds, for every place of its axes', () => {
    const csv = 'a,b,c,y\n1,2,1,x\n3,4,3,y\n5,6,4,x\n7,8,9,y';
    const read: string[] = [];
    const options = {
      read: (path: string) => (read.push(path) > 0 ? csv : ''),
      locate: (path: string) => `/in/${path}`,
    };
    const data = { kind: 'table', path: 't.csv', label: 'y' } as const;
    const axes = [
      { path: 'data.parties', list: [2, 3] },
      { path: 'network.fidelity', list: [1, 0.9] },
    ] as const;
    const plan = study({ task: { data, network: { ebits: [] } }, axes, repeats: 2 }, options);
    const tables = plan.cells.map(({ repeats }) => (repeats[1].task as { data: object }).data);
    const [two, three] = [
      { A: ['a', 'b'], B: ['c'] },
      { A: ['a'], B: ['b'], C: ['c'] },
    ];
    expect(tables.map((table) => (table as { columns?: unknown }).columns)).toEqual([two, two, three, three]);
    for (const table of tables) expect(table).not.toHaveProperty('parties');
    // Once for the columns and once for the digest, of each deal.
    expect(new Set(read)).toEqual(new Set(['/in/t.csv']));
    expect(read.length).toBeLessThanOrEqual(4);
    const named = study({ task: { data: { ...data, columns: two }, network: { ebits: [] } }, repeats: 2 }, options);
    expect(named.cells[0].repeats[0].id).toBe(plan.cells[0].repeats[0].id);
  });

  test('deals them where a Fisher matrix is averaged over the table', () => {
    const csv = 'a,b,c,y\n1,2,1,x\n3,4,3,y\n5,6,4,x\n7,8,9,y';
    const inputs = { kind: 'data', data: { kind: 'table', path: 't.csv', label: 'y' } } as const;
    const plan = study({ task: { kind: 'dimension', inputs }, repeats: 2 }, { read: () => csv });
    expect(plan.cells[0].repeats[0].task).toMatchObject({
      inputs: { data: { columns: { A: ['a', 'b'], B: ['c'] } } },
      network: { processors: [{ qubits: 2 }, { qubits: 1 }] },
    });
  });

  test('of a million tasks and one is refused before it is made', () => {
    const range = { from: 1, to: 1_000_001, step: 1 };
    expect(refusal(() => study({ task: { data: 'chsh' }, axes: [{ path: 'data.seed', range }] })).code).toBe('config');
    expect(
      refusal(() => study({ task: { data: 'chsh' }, axes: [{ path: 'model.depth', list: [1, 2] }], repeats: 500_001 }))
        .code,
    ).toBe('range');
  });
});

describe('a part of a study', () => {
  const settings: StudySettings = {
    task: { data: 'chsh' },
    axes: [{ path: 'model.depth', list: [1, 2, 3] }],
    repeats: 7,
  };

  test.each([
    ['of tasks', settings, 21],
    ['of cells, where a rule judges them', { ...settings, stop: { standardError: 0.1 } }, 3],
  ])('%s: together the parts are the whole, and about equal', (_, one, units) => {
    const plan = study(one);
    const idsOf = ({ cells }: typeof plan) => cells.flatMap(({ repeats }) => repeats.map(({ id }) => id));
    const parts = [0, 1].map((place) => studyPart(plan, place, 2));
    expect(parts.flatMap(idsOf).sort()).toEqual(idsOf(plan).sort());
    const counts = parts.map((part) => (units === 3 ? part.cells.length : idsOf(part).length));
    expect(counts).toEqual([Math.ceil(units / 2), Math.floor(units / 2)]);
  });
});
