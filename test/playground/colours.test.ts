import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bellColour, coinColour } from '../../src/playground/colours.js';

const style = (name: string) => readFileSync(new URL(`../../src/playground/${name}`, import.meta.url), 'utf8');

const parts = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);

/** The relative luminance of WCAG 2. */
function luminance(colour: string): number {
  const [r, g, b] = parts(colour).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The value of a variable of a style sheet, once in its light and once in its dark part. */
function variable(text: string, name: string): readonly string[] {
  return [...text.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6});`, 'g'))].map(([, colour]) => colour);
}

const counts = [1, 2, 3, 4];

describe.each([
  ['light', false, '#ffffff'],
  ['dark', true, '#181c22'],
] as const)('on %s paper', (_, isDark, paper) => {
  it('all can be read as text', () => {
    const all = [0, ...counts].flatMap((count) => [bellColour(count, isDark), coinColour(count, isDark)]);
    for (const colour of all) expect(contrast(colour, paper), colour).toBeGreaterThan(4.5);
  });

  it('ebits are blue, coins are orange, nothing is neither, and no two are the same', () => {
    for (const count of counts) {
      const [red, , blue] = parts(bellColour(count, isDark));
      expect(blue - red).toBeGreaterThan(0.15);
      const [warm, , cold] = parts(coinColour(count, isDark));
      expect(warm - cold).toBeGreaterThan(0.15);
    }
    expect(coinColour(0, isDark)).toBe(bellColour(0, isDark));
    const [red, , blue] = parts(bellColour(0, isDark));
    expect(Math.abs(red - blue)).toBeLessThan(0.12);
    const all = counts.flatMap((count) => [bellColour(count, isDark), coinColour(count, isDark)]);
    expect(new Set(all).size).toBe(8);
  });

  it('are those of the style sheets', () => {
    const at = isDark ? 1 : 0;
    const [page, panels] = [style('style.css'), style('panels/panels.css')];
    expect(variable(page, 'nothing')[at]).toBe(bellColour(0, isDark));
    expect(variable(page, 'ebit')[at]).toBe(bellColour(1, isDark));
    expect(variable(page, 'coin')[at]).toBe(coinColour(1, isDark));
    for (const count of [0, ...counts]) expect(variable(panels, `bell-${count}`)[at]).toBe(bellColour(count, isDark));
  });
});
