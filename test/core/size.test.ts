import { expect, test } from 'vitest';
import { coreSize } from '../../src/core/size.js';

test('the core is small enough to be sent along with a page', () => {
  expect(coreSize()).toBeGreaterThan(1_000);
  expect(coreSize()).toBeLessThan(200_000);
});
