import { expect, test } from 'vitest';
import { medianIn } from '../../bench/native.js';

test('the median is read from what a native program prints', () => {
  expect(medianIn('W=2 nBell 1 d 20: total med 262.8 min 255.3 us | circuit med 34.9')).toBe(262.8);
});

test('a program that prints none is refused', () => {
  expect(() => medianIn('median unknown')).toThrow('The native program prints no median: median unknown');
});
