import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digest } from '../src/digest.js';
import { refusal } from './refusal.js';

describe('digest', () => {
  it('takes any list of numbers, as 8 bytes each, and nothing else', () => {
    const expected = digest(Float64Array.of(1, -2));
    expect(digest([1, -2])).toBe(expected);
    expect(digest(Int32Array.of(1, -2))).toBe(expected);
    expect(digest([Number.NaN])).toBe(digest(Float64Array.of(Number.NaN)));
    for (const none of [undefined, null, 'ab', 7, {}]) {
      expect(refusal(() => digest(none as unknown as number[])).code).toBe('shape');
    }
    expect(refusal(() => digest(['1'] as unknown as number[])).code).toBe('not-finite');
  });

  it('is the SHA-256 of the little-endian bytes', () => {
    const bytes = Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0);
    expect(digest(Float64Array.of(1, -2))).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(digest(Float64Array.of(1))).toMatch(/^6c3c396e/);
  });

  it('is that of no bytes for no numbers', () => {
    expect(digest(new Float64Array(0))).toBe(createHash('sha256').digest('hex'));
  });

  it('tells 0 from -0, and the view from the buffer behind it', () => {
    expect(digest(Float64Array.of(0))).not.toBe(digest(Float64Array.of(-0)));
    expect(digest(Float64Array.of(5, 1, 7).subarray(1, 2))).toBe(digest(Float64Array.of(1)));
  });
});
