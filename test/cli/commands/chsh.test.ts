import { expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';

const play = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(['chsh', '--iterations', '600', '--seeds', '2', ...words]);
  expect(code, stderr).toBe(0);
  return stdout;
};

test('with one ebit all inputs are right, and the quantum limit is near', async () => {
  const { fits, successProbability, bounds, certified } = JSON.parse(await play('--json'));
  expect(fits.map(({ seed, accuracy }: Record<string, number>) => [seed, accuracy])).toEqual([
    [0, 1],
    [1, 1],
  ]);
  expect(successProbability.mean).toBeGreaterThan(0.85);
  expect(successProbability.mean).toBeLessThanOrEqual(bounds.quantum + 1e-12);
  expect(certified).toMatch(
    /^Certified: the success of a shot of seed [01] is 0\.85\d\d, and nothing separable, .* beyond 0\.7500\.$/,
  );
});

test('without an ebit 12 inputs are right, and the classical limit holds', async () => {
  const text = await play('--ebits', '0', '--workers', '2');
  expect(text).toMatch(
    /^seed +inputs right +balanced +wins a single shot with\n0 +75\.0 % \(12 of 16\) +75\.0 % +0\.7[34]\d\d\n/,
  );
  expect(text).toContain('anything separable at most  0.7500');
  expect(text).toContain('entangled at most           0.8536');
  expect(text).toContain('Not certified: no run wins more shots than something separable can.');
});

test('a bad ebit brings nothing', async () => {
  const { successProbability } = JSON.parse(await play('--fidelity', '0.5', '--json'));
  expect(successProbability.mean).toBeLessThan(0.75);
});

test('another embedding is refused', async () => {
  const { code, stderr } = await callEbit(['chsh', '--embedding', 'other']);
  expect(code).toBe(2);
  expect(stderr).toContain('"other" for --embedding; give "original" or "alternative"');
});
