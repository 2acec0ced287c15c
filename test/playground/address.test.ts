import { expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../../src/playground/address.js';

test.each([
  ['', { tab: 'race', settings: '' }],
  ['#', { tab: 'race', settings: '' }],
  ['#why', { tab: 'why', settings: '' }],
  ['#?data=chsh', { tab: 'race', settings: 'data=chsh' }],
  ['#data?data=chsh&run=1?2', { tab: 'data', settings: 'data=chsh&run=1?2' }],
])('%j is read', (hash, address) => {
  expect(parseAddress(hash)).toEqual(address);
});

test('an address is written as it is read', () => {
  expect(formatAddress({ tab: 'why', settings: '' })).toBe('#why');
  expect(formatAddress({ tab: 'race', settings: 'data=chsh' })).toBe('#race?data=chsh');
});
