import { expect, test } from 'vitest';
import { experiments } from '../../../src/experiments/all.js';
import { claims, claimsTable, countText, judged } from '../../../src/experiments/claims/all-claims.js';
import { around, finding, full } from './made-up.js';

/** Four ebits with mixing layers and without: enough for one verdict. */
const mixing = finding(
  'fig4e',
  [0, 3].flatMap((layers) =>
    around(layers === 0 ? 0.8 : 0.9).map((accuracy, number) => ({
      on: 'A',
      ebits: 4,
      coins: 0,
      mixing: layers,
      number,
      accuracy: layers === 0 ? 0.8 : accuracy,
    })),
  ),
);

test('every claim is shown by experiments that there are, and has a text of its own', () => {
  const names = experiments.map(({ name }) => name);
  for (const { shownBy } of claims) for (const name of shownBy) expect(names).toContain(name);
  expect(new Set(claims.map(({ text }) => text)).size).toBe(claims.length);
});

test('where nothing was run, nothing is claimed', () => {
  const all = judged(full, []);
  expect(all.map(({ verdict }) => verdict)).toEqual(claims.map(() => 'unmeasured'));
  for (const { ours, shownBy } of all) expect([ours, shownBy]).toEqual([expect.stringContaining('was not run'), null]);
  expect(countText(all)).toBe(`${claims.length} not measured here`);
});

test('a run without numbers judges nothing, whatever it was of', () => {
  const all = judged(
    full,
    experiments.map(({ name }) => finding(name, [])),
  );
  expect(all.map(({ verdict }) => verdict)).toEqual(claims.map(() => 'unmeasured'));
  for (const { ours } of all) expect(ours).toBe('Too little was measured to judge it.');
});

test.each([
  ['the quick size', { name: 'quick', choices: {} }, /the quick size is too small .*What came out: .*10\.0/],
  ['the tiny size', { name: 'tiny', choices: {} }, /^Not judged: the tiny size is too small for it\.$/],
  ['a learning rate of one’s own', { name: 'full', choices: { learningRate: 1 } }, /other choices .*\(learningRate\)/],
] as const)('trainings by %s judge no accuracy', (_, scale, said) => {
  expect(judged(full, [mixing]).filter(({ verdict }) => verdict !== 'unmeasured')).toHaveLength(1);
  const all = judged(scale, [mixing]);
  expect(all.every(({ verdict }) => verdict === 'unmeasured')).toBe(true);
  const own = all.find(({ claim }) => claim.text.startsWith('Mixing layers'));
  expect(own?.ours).toMatch(said);
});

test('the table leads to the sections that are there, and to no others, and counts the verdicts', () => {
  const { caption, rows, head } = claimsTable(full, [mixing]);
  expect(caption).toContain(`Of ${claims.length} claims 1 confirmed, ${claims.length - 1} not measured here.`);
  for (const row of rows) expect(row).toHaveLength(head.length);
  const links = rows.flatMap((row) => row.flatMap((cell) => (typeof cell === 'object' ? [cell.href] : [])));
  expect(new Set(links)).toEqual(new Set([undefined, '#section-fig4e']));
});
