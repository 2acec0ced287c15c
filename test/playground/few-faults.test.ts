import { expect, test } from 'vitest';
import { fewFaults } from '../../src/playground/few-faults.js';

test('all are said as long as they are few, and counted beyond', () => {
  expect(fewFaults([], 2)).toEqual([]);
  expect(fewFaults(['a', 'b'], 2)).toEqual(['a', 'b']);
  expect(fewFaults(['a', 'b', 'c', 'd', 'e'], 2)).toEqual(['a', 'b', 'The address asks for 3 more in vain.']);
});
