import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { digest } from '../../src/training/digest.js';

describe('digest', () => {
  it('is the SHA-256 of the little-endian bytes', async () => {
    const bytes = Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0);
    expect(await digest(Float64Array.of(1, -2))).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(await digest(Float64Array.of(1))).toMatch(/^6c3c396e/);
  });

  it('is that of no bytes for no numbers', async () => {
    expect(await digest(new Float64Array(0))).toBe(createHash('sha256').digest('hex'));
  });

  it('tells 0 from -0, and the view from the buffer behind it', async () => {
    expect(await digest(Float64Array.of(0))).not.toBe(await digest(Float64Array.of(-0)));
    expect(await digest(Float64Array.of(5, 1, 7).subarray(1, 2))).toBe(await digest(Float64Array.of(1)));
  });

  it('says what a page without WebCrypto has to do', async () => {
    vi.stubGlobal('crypto', {});
    try {
      await expect(digest(Float64Array.of(1))).rejects.toMatchObject({
        code: 'config',
        message: expect.stringContaining('by https or from localhost'),
      });
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
