import { describe, expect, it } from 'vitest';
import { apart } from '../../../src/playground/scenes/apart.js';

describe('apart', () => {
  const room = { from: 0, to: 100, line: 10 };
  it('leaves what has room where it is, in the given order', () => {
    expect(apart([50, 20, 80], room)).toEqual([50, 20, 80]);
    expect(apart([], room)).toEqual([]);
  });
  it('moves what is too close, and keeps all above the end', () => {
    expect(apart([50, 50], room)).toEqual([50, 60]);
    expect(apart([99, 98, 100], room)).toEqual([90, 80, 100]);
  });
});
