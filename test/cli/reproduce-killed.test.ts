import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { runEbit } from './run-ebit.js';
import { temporaryFolder } from './temporary-folder.js';

const words = ['reproduce', 'table-s5', 'fig2c', '--tiny', '--workers', '2'];

/** The files below a folder, by their paths in it. */
const namesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

/** When each result was written. */
function times(folder: string): Map<string, number> {
  return new Map(namesIn(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]));
}

test('experiments that were killed go on where they were, and end as if nothing had happened', async () => {
  const [whole, cut] = ['whole', 'cut'].map((name) => join(temporaryFolder(), name));
  const finished = await runEbit([...words, '--out', whole]);
  expect(finished.code, finished.stderr).toBe(0);

  const results = join(cut, 'results');
  let watching: NodeJS.Timeout | undefined;
  const killed = await runEbit([...words, '--out', cut], {
    // The first line comes before the first task; SIGKILL then leaves the program no moment to tidy up.
    onNote: (_, child) => {
      watching ??= setInterval(() => {
        if (namesIn(results).length >= 5) child.kill('SIGKILL');
      }, 2);
    },
  });
  clearInterval(watching);
  expect(killed.code).toBeNull();
  const before = times(results);
  const total = namesIn(join(whole, 'results')).length;
  expect(before.size).toBeGreaterThanOrEqual(5);
  expect(before.size).toBeLessThan(total);

  const resumed = await runEbit([...words, '--out', cut, '--resume']);
  expect(resumed.code, resumed.stderr).toBe(0);
  const after = times(results);
  for (const [name, time] of before) if (name.endsWith('.json')) expect(after.get(name), name).toBe(time);
  for (const folder of ['results', 'numbers', 'figures']) {
    const names = namesIn(join(whole, folder)).filter((name) => name.endsWith('.json') || folder !== 'results');
    expect(namesIn(join(cut, folder)).filter((name) => names.includes(name))).toEqual(names);
    for (const name of names) {
      expect(readFileSync(join(cut, folder, name)).equals(readFileSync(join(whole, folder, name))), name).toBe(true);
    }
  }
  // When it was begun, how long it took and how many tasks were there differ from run to run, and nothing else does.
  const facts = /<dl id="run">.*?<\/dl>/s;
  const [cutReport, wholeReport] = [cut, whole].map((folder) => readFileSync(join(folder, 'report.html'), 'utf8'));
  expect(cutReport.replace(facts, '')).toBe(wholeReport.replace(facts, ''));
  expect(facts.exec(cutReport)?.[0]).toMatch(/Tasks<\/dt><dd>\d+ computed in this run, [1-9]\d* taken from results/);
});
