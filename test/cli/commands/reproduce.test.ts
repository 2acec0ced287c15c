import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = join(temporaryFolder(), 'reproduced');
/** The files of outcomes in the store of a folder, by their paths in it. */
const resultsIn = (out: string) =>
  readdirSync(join(out, 'results'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
const reproduce = (...words: string[]) => callEbit(['reproduce', ...words, '--tiny', '--workers', '1']);

describe('two experiments', () => {
  test('leave a report, numbers, figures and results', async () => {
    const { code, stdout, stderr } = await reproduce('table-s2', 'fig2c', '--out', folder);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^Fig\. 2c: .*\n10 of 10 published ranks are met exactly\./);
    expect(stdout).toMatch(
      /\n\nConclusion\n.*\n10 of the 10 published ranks .*\n(.*\n)*Claims of the paper: \d+ not measured here\.\n\nreport {2}/,
    );
    expect(stdout).toContain(`report  ${join(folder, 'report.html')}`);
    expect(stderr).toContain('0 of 18 tasks');
    expect(readdirSync(folder).sort()).toEqual(['figures', 'numbers', 'report.html', 'results']);
    expect(readdirSync(join(folder, 'figures')).sort()).toEqual([
      'fig2c.png',
      'fig2c.svg',
      'table-s2.png',
      'table-s2.svg',
    ]);
    const [head, first] = readFileSync(join(folder, 'numbers', 'fig2c.csv'), 'utf8').split('\n');
    expect(head).toBe('ebits,mixing,depth,layers,inputs,draws,rank,cap,atCap,parameters,gap,normalised,published');
    expect(first).toMatch(/^0,0,1,1,100,1,32,200,false,36,\S+,,32$/);
    const { records } = JSON.parse(readFileSync(join(folder, 'numbers', 'table-s2.json'), 'utf8'));
    expect(records).toHaveLength(4);
    expect(records[0]).toMatchObject({ ebits: 1, seed: 1, published: 0.8525 });
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<figure id="table-s2">');
    expect([...readFileSync(join(folder, 'figures', 'fig2c.png')).subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
  });

  test('are found again, and not run again', async () => {
    const names = resultsIn(folder);
    expect(names).toHaveLength(18);
    const { code, stdout, stderr } = await reproduce('table-s2', 'fig2c', '--out', folder, '--resume', '--json');
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('18 of 18 tasks');
    expect(resultsIn(folder)).toEqual(names);
    const { experiments, scale, conclusion, claims } = JSON.parse(stdout);
    expect(conclusion).toHaveLength(6);
    expect(new Set(claims.map(({ verdict }: { verdict: string }) => verdict))).toEqual(new Set(['unmeasured']));
    expect(scale).toBe('tiny');
    expect(experiments.map(({ name }: { name: string }) => name)).toEqual(['fig2c', 'table-s2']);
  });
});

test.each([
  [['fig9'], 'There is no experiment "fig9"'],
  [['fig3', '--workers', '1.5'], '--workers is 1.5'],
  [['fig3', '--workers', 'two'], '--workers is two'],
])('%j is refused, and leaves nothing', async (words, message) => {
  const out = join(temporaryFolder(), 'refused');
  const { code, stderr } = await callEbit(['reproduce', ...words, '--tiny', '--out', out]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(existsSync(out)).toBe(false);
});

test('nothing to go on with is said', async () => {
  const out = join(temporaryFolder(), 'nothing');
  const { code, stderr } = await reproduce('fig3', '--resume', '--out', out);
  expect(code).toBe(1);
  expect(stderr).toContain('There is nothing to go on with');
  expect(existsSync(out)).toBe(false);
});

test('the help says which corners are drawn where', async () => {
  const { stdout } = await callEbit(['reproduce', '--help']);
  expect(stdout.replace(/\s+/g, ' ')).toContain('(default independent for fig4b and table-s3, else grid)');
});

test('--corners is taken for everything', async () => {
  const out = join(temporaryFolder(), 'corners');
  const { code, stderr } = await callEbit([
    'reproduce',
    'fig4b',
    'fig4c',
    '--corners',
    'independent',
    '--tiny',
    '--workers',
    '1',
    '--out',
    out,
  ]);
  expect(code, stderr).toBe(0);
  const corners = resultsIn(out).map(
    (name) => JSON.parse(readFileSync(join(out, 'results', name), 'utf8')).task.data.corners,
  );
  expect(new Set(corners)).toEqual(new Set(['independent']));
  const report = readFileSync(join(out, 'report.html'), 'utf8');
  expect(report).toContain('as asked for: corners independent.');
  expect(report).toContain('all are drawn by the rule &quot;independent&quot;');
  expect(report).not.toContain('with corners on a grid');
});
