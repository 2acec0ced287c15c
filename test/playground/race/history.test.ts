import { expect, test, vi } from 'vitest';
import { createHistory, MOST_CHANGES } from '../../../src/playground/race/history.js';

test('goes back and forth through all that was', () => {
  const history = createHistory<number>();
  expect([history.undo(0), history.redo(0), history.back.value]).toEqual([null, null, null]);
  for (let n = 0; n < 3; n++) history.remember(`to ${n + 1}`, n);
  expect([history.undo(3), history.undo(2)]).toEqual([2, 1]);
  expect([history.back.value, history.forth.value]).toEqual(['to 1', 'to 2']);
  expect([history.redo(1), history.redo(2), history.redo(3)]).toEqual([2, 3, null]);
  expect(history.undo(3)).toBe(2);
});

test('a new change forgets what was undone', () => {
  const history = createHistory<string>();
  history.remember('first', 'a');
  history.undo('b');
  history.remember('second', 'a');
  expect(history.forth.value).toBeNull();
  expect(history.redo('c')).toBeNull();
});

test('of very many the oldest are forgotten, but fifty can always be undone', () => {
  const history = createHistory<number>();
  for (let n = 0; n < MOST_CHANGES + 20; n++) history.remember('more', n);
  let count = 0;
  while (history.undo(0) !== null) count += 1;
  expect(count).toBe(MOST_CHANGES);
  expect(MOST_CHANGES).toBeGreaterThanOrEqual(50);
});

test('changes of one kind a moment apart are one, and later ones are not', () => {
  const now = vi.spyOn(performance, 'now');
  const history = createHistory<number>();
  [0, 500, 1000, 5000].forEach((at, n) => {
    now.mockReturnValue(at);
    history.remember('data', n, true);
  });
  expect([history.undo(4), history.undo(3), history.undo(0)]).toEqual([3, 0, null]);
  now.mockRestore();
});
