import { expect, test } from 'vitest';
import { bellColour, coinColour } from '../../../src/playground/colours.js';
import { lineStyles } from '../../../src/playground/race/line-styles.js';

const shared = (ebits: number, coins: number, fidelity = 1) => ({ ebits, coins, fidelity });

test('grey and whole for nothing, blue and whole for ebits, orange and broken for what is separable', () => {
  const styles = lineStyles(
    [shared(0, 0), shared(1, 0), shared(2, 0), shared(0, 2), shared(1, 1), shared(2, 0, 0.5)],
    false,
  );
  expect(styles.map(({ colour }) => colour)).toEqual([
    bellColour(0, false),
    bellColour(1, false),
    bellColour(2, false),
    coinColour(2, false),
    bellColour(1, false),
    coinColour(2, false),
  ]);
  expect(styles.map(({ dash }) => dash)).toEqual(['', '', '', '6,4', '10,3,2,3', '2,3']);
});

test('lines that share as much differ in their widths', () => {
  const styles = lineStyles([shared(1, 0), shared(1, 0), shared(1, 0), shared(0, 0)]);
  expect(new Set(styles.slice(0, 3).map(({ width }) => width)).size).toBe(3);
  expect(styles[3].width).toBe(styles[0].width);
});
