import { expect, test } from 'vitest';
import { groupedRows, study, studyRows } from '../../src/index.js';
import { memoryStore } from '../jobs/memory-store.js';
import { refusal } from '../refusal.js';

const plan = study({
  task: { kind: 'dimension', measure: { draws: 1 } },
  axes: [
    { path: 'network.ebits', list: [0, 1] },
    { path: 'model.depth', name: 'layers', list: [1, 2] },
  ],
  repeats: { count: 3, from: 4 },
  collect: ['rank', 'abbas.value'],
});

/** Ranks that are their places in the study: 0, 1, 2, … */
const store = memoryStore();
for (const [place, { id, task }] of plan.cells.flatMap(({ repeats }) => repeats).entries()) {
  if (place !== 11) store.write(id, { task, outcome: { kind: 'dimension', rank: place, abbas: null } as never });
}
const rows = studyRows(plan, store);

test('a row has coordinates, seed, metrics and name', () => {
  expect(rows).toHaveLength(11);
  expect(rows[4]).toEqual({
    'network.ebits': 0,
    layers: 2,
    seed: 5,
    rank: 4,
    'abbas.value': null,
    id: plan.cells[1].repeats[1].id,
  });
});

test('a group has mean, deviation, interval and count', () => {
  const groups = groupedRows(plan, rows, ['ebits', 'layers']);
  expect(groups.map(({ 'network.ebits': ebits, layers, count }) => [ebits, layers, count])).toEqual([
    [0, 1, 3],
    [0, 2, 3],
    [1, 1, 3],
    [1, 2, 2],
  ]);
  // Of 3, 4, 5: Student's t of 2 degrees is 4.302653.
  expect(groups[1]).toMatchObject({ 'rank.mean': 4, 'rank.deviation': 1, 'abbas.value.mean': null });
  expect(groups[1]['rank.high']).toBeCloseTo(4 + 4.302653 / Math.sqrt(3), 5);
  expect(groups[1]['rank.low']).toBeCloseTo(4 - 4.302653 / Math.sqrt(3), 5);
});

test('groups join what they do not name', () => {
  expect(groupedRows(plan, rows, ['layers']).map(({ layers, count }) => [layers, count])).toEqual([
    [1, 6],
    [2, 5],
  ]);
  expect(groupedRows(plan, rows, [])).toMatchObject([{ count: 11, 'rank.mean': 5 }]);
  expect(groupedRows(plan, [], ['layers'])).toEqual([]);
});

test('a coordinate that there is not is refused with the nearest', () => {
  const error = refusal(() => groupedRows(plan, rows, ['layer']));
  expect([error.code, error.message]).toEqual(['config', expect.stringContaining('Did you mean "layers"?')]);
});
