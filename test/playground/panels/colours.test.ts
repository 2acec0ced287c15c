import { describe, expect, it } from 'vitest';
import { divergingColour, rgbOf } from '../../../src/playground/panels/colours.js';

describe('rgbOf', () => {
  it('reads hexadecimal colours, and takes grey for anything else', () => {
    expect(rgbOf(' #0072b2')).toEqual([0, 0x72, 0xb2]);
    expect(rgbOf('#FFffFF')).toEqual([255, 255, 255]);
    expect(rgbOf('')).toEqual([128, 128, 128]);
  });
});

describe('divergingColour', () => {
  const scale = { low: [200, 0, 0], middle: [100, 100, 100], high: [0, 0, 200] } as const;
  it('goes from the middle to the ends and no further', () => {
    expect(divergingColour(0, scale)).toEqual([100, 100, 100]);
    expect(divergingColour(0.5, scale)).toEqual([50, 50, 150]);
    expect(divergingColour(-1, scale)).toEqual([200, 0, 0]);
    expect(divergingColour(7, scale)).toEqual([0, 0, 200]);
  });
});
