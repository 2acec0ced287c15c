import { expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../../src/playground/address.js';

test.each([
  ['', { tab: 'wall', settings: '', isSlide: false }],
  ['#', { tab: 'wall', settings: '', isSlide: false }],
  ['#why', { tab: 'why', settings: '', isSlide: false }],
  ['#?data=chsh', { tab: 'race', settings: 'data=chsh', isSlide: false }],
  ['#data?data=chsh&run=1?2', { tab: 'data', settings: 'data=chsh&run=1?2', isSlide: false }],
  ['#turn?slide', { tab: 'turn', settings: '', isSlide: true }],
  ['#turn?game=chsh&slide', { tab: 'turn', settings: 'game=chsh', isSlide: true }],
])('%j is read', (hash, address) => {
  expect(parseAddress(hash)).toEqual(address);
});

test.each([
  ['#why', { tab: 'why', settings: '', isSlide: false }],
  ['#race?data=chsh', { tab: 'race', settings: 'data=chsh', isSlide: false }],
  ['#turn?slide&game=chsh', { tab: 'turn', settings: 'game=chsh', isSlide: true }],
  ['#wall?slide', { tab: 'wall', settings: '', isSlide: true }],
])('%j is written', (hash, address) => {
  expect(formatAddress(address)).toBe(hash);
  expect(parseAddress(hash)).toEqual(address);
});
