import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const short = ['--depth', '1', '--iterations', '12', '--seeds', '2', '--workers', '1'];

test('the demonstration says what coins do, what an ebit adds and what it costs, and can be repeated', async () => {
  const first = await callEbit(['demo', ...short]);
  expect(first.code, first.stderr).toBe(0);
  expect(first.stderr).toContain('What changes if they share two coins');
  expect(first.stderr).toContain('Breast Cancer Wisconsin: 569 tumours');
  const [clusters, table] = first.stdout.split('\nbreast-cancer (the larger class: ');
  expect(clusters).toMatch(/^clusters \(the larger class: 5\d\.\d %\)\n/);
  for (const part of [clusters, table]) {
    expect(part).toMatch(/\nshared +exact mean +100 shots +balanced(?: +for \d\d\.0 %)?\n/);
    for (const name of ['nothing shared', '2 coins', '1 ebit', 'DNN', 'logistic regression'])
      expect(part).toMatch(new RegExp(`\\n${name} +\\d\\d\\.\\d ± \\d+\\.\\d %`));
    expect(part).toContain(
      '\nNot tested at 100 shots and by the exact mean: a verdict needs 5 or more: 1 ebit minus nothing',
    );
  }
  expect(table).toContain('splits of one table: nothing is tested');
  for (const name of ['clusters', 'breast-cancer']) {
    expect(readFileSync(join(folder, 'runs/demo', `${name}.svg`), 'utf8')).toContain(
      name === 'breast-cancer' ? 'mean over 2 splits of the table' : 'mean over 2 seeds',
    );
    expect(existsSync(join(folder, 'runs/demo', `${name}.png`))).toBe(true);
  }
  const kept = JSON.parse(readFileSync(join(folder, 'runs/demo/clusters.json'), 'utf8'));
  expect(kept).toMatchObject({
    settings: { coins: [2], ebits: [1], shots: [100] },
    seeds: { choosing: [], reported: [1, 2] },
  });

  const second = await callEbit(['demo', ...short, '--json']);
  expect(second.code).toBe(0);
  const { report } = JSON.parse(second.stdout);
  expect(report.map(({ name }: { name: string }) => name)).toEqual(['clusters', 'breast-cancer']);
  expect(report[0].arms).toEqual(kept.arms);
});

test('a folder of the user is not replaced', async () => {
  const words = (seeds: string) => ['demo', ...short, '--iterations', '1', '--seeds', seeds, '--out', 'mine'];
  expect((await callEbit(words('1'))).code).toBe(0);
  const { code, stderr } = await callEbit(words('2'));
  expect(code).toBe(1);
  expect(stderr).toContain('was made with other settings');
});
