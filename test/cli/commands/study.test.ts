import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { runEbit } from '../run-ebit.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder();

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const game = `
task: { data: chsh, model: { weights: parity }, training: { iterations: 8, evaluateEvery: 4 } }
axes:
  - { path: network.fidelity, range: { from: 0.8, to: 1, count: 3 } }
  - { path: model.depth, list: [1, 2] }
repeats: 2
collect: [training.accuracy, loss.training]
store: kept
`;
const path = file('game.yaml', game);
const store = join(folder, 'kept');
const study = (...words: string[]) => callEbit(['study', ...words]);

/** The outcomes in a store, by their names. */
function outcomesIn(where: string): Map<string, string> {
  const names = readdirSync(where, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return new Map(names.sort().map((name) => [name, readFileSync(join(where, name), 'utf8')]));
}

describe('a study of fits', () => {
  test('is planned before there is a store, which planning does not make', async () => {
    const { code, stdout, stderr } = await study('plan', path, '--workers', '2');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('6 cells, 12 fits: 0 there, 12 to run');
    expect(stdout).toMatch(/about \d+ s on 2 workers \(a guess: no task is finished yet\)/);
    expect(stdout).toMatch(/network\.fidelity +model\.depth +there/);
    expect(stdout).toMatch(/0\.9 +2 +0\/2/);
    expect(existsSync(store)).toBe(false);
    const { cells, most } = JSON.parse((await study('plan', path, '--json')).stdout);
    expect([cells.length, most, cells[0].tasks[1].task.training.seed]).toEqual([6, 12, 1]);
  });

  test('is run, and found again by the same line', async () => {
    const { code, stdout, stderr } = await study('run', path, '--workers', '2');
    expect([code, stdout], stderr).toEqual([0, `12 of 12 tasks are in ${store}\n`]);
    const before = outcomesIn(store);
    expect(before.size).toBe(12);
    const again = await study('run', path, '--workers', '1', '--json');
    expect(JSON.parse(again.stdout)).toEqual({ store, done: 12, total: 12, failed: 0 });
    expect(outcomesIn(store)).toEqual(before);
  });

  test('says how far it is', async () => {
    const { stdout } = await study('status', path);
    expect(stdout).toContain('6 cells, 12 fits: 12 there, 0 to run');
    expect(stdout).toContain('nothing is left to run');
    const more = file('more.yaml', game.replace('repeats: 2', 'repeats: 4'));
    const plan = await study('plan', more);
    expect(plan.stdout).toContain('6 cells, 24 fits: 12 there, 12 to run');
    expect(plan.stdout).toContain('(from how long finished tasks took)');
  });

  test('has results as a table, CSV, JSON lines and Parquet, which say the same', async () => {
    const table = await study('results', path, '--by', 'fidelity');
    expect(table.stdout).toMatch(/network\.fidelity +count +training\.accuracy\n0\.8 +4 +[\d.]+/);
    const outs = ['csv', 'jsonl', 'parquet'].map((ending) => join(folder, `all.${ending}`));
    for (const out of outs) expect((await study('results', path, '--out', out)).code).toBe(0);
    const lines = readFileSync(outs[1], 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(12);
    expect(Object.keys(lines[0])).toEqual([
      'network.fidelity',
      'model.depth',
      'seed',
      'training.accuracy',
      'loss.training',
      'id',
    ]);
    expect(
      Papa.parse(readFileSync(outs[0], 'utf8'), { header: true, dynamicTyping: true, skipEmptyLines: true }).data,
    ).toEqual(lines);
    expect(await parquetReadObjects({ file: new Uint8Array(readFileSync(outs[2])).buffer })).toEqual(lines);
    const grouped = await study('results', path, '--by', 'depth', '--metric', 'loss.training', '--json');
    const groups = grouped.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const losses = lines.filter((line) => line['model.depth'] === 2).map((line) => line['loss.training']);
    expect(groups[1]['loss.training.mean']).toBeCloseTo(losses.reduce((a, b) => a + b) / 6, 12);
    expect(Object.keys(groups[1]).some((name) => name.startsWith('training.accuracy'))).toBe(false);
  });

  test.each(['svg', 'png'])('is drawn as %s', async (ending) => {
    const out = join(folder, `plot.${ending}`);
    const { code, stderr } = await study('plot', path, '--x', 'fidelity', '--by', 'depth', '--out', out);
    expect(code, stderr).toBe(0);
    const bytes = readFileSync(out);
    if (ending === 'png') expect([...bytes.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    else expect(bytes.toString()).toContain('network.fidelity');
  });

  test('goes on after one interrupt, and ends as if nothing had happened', async () => {
    const long = file(
      'long.yaml',
      game.replace('iterations: 8', 'iterations: 600').replace('store: kept', 'checkpointEvery: 50'),
    );
    const [whole, cut] = ['whole', 'cut'].map((name) => join(folder, name));
    let asked = false;
    const stopped = await runEbit(['study', 'run', long, '--store', cut, '--workers', '2'], {
      onNote: (_, child) => {
        if (asked) return;
        asked = true;
        const timer = setInterval(() => {
          if (!existsSync(cut) || outcomesIn(cut).size === 0) return;
          clearInterval(timer);
          child.kill('SIGINT');
        }, 5);
      },
    });
    expect(stopped.code, stopped.stderr).toBe(130);
    expect(stopped.stderr).toContain('do the same again to go on');
    for (const text of outcomesIn(cut).values()) expect(() => JSON.parse(text)).not.toThrow();
    const { stdout } = await study('status', long, '--store', cut);
    // A fit that had only begun leaves no checkpoint.
    expect(stdout).toMatch(/12 fits: \d+ there, \d+ to run( \(\d from a checkpoint\))?\n/);
    expect((await runEbit(['study', 'run', long, '--store', cut])).code).toBe(0);
    expect((await study('run', long, '--store', whole)).code).toBe(0);
    expect(outcomesIn(cut)).toEqual(outcomesIn(whole));
  });

  test('is shared by parts', async () => {
    const shared = join(folder, 'shared');
    for (const part of ['0/2', '1/2']) {
      const { stdout } = await study('run', path, '--store', shared, '--part', part, '--workers', '1');
      expect(stdout).toContain('6 of 6');
    }
    expect(outcomesIn(shared)).toEqual(outcomesIn(store));
  });

  test('is shared by the jobs of a Slurm array', async () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    // A stand-in for the cluster: each place of the array, one after the other; srun takes its own flags away.
    const sbatch = `#!/bin/sh
while read -r line; do case "$line" in '#SBATCH --array=0-'*) last="\${line##*-}" ;; esac; done < "$1"
for id in $(seq 0 "$last"); do
  SLURM_ARRAY_TASK_ID=$id SLURM_CPUS_PER_TASK=1 sh "$1" || exit 1
done
`;
    const srun = '#!/bin/sh\nfor word; do case "$word" in --*) shift ;; *) break ;; esac; done\nexec "$@"\n';
    for (const [name, text] of Object.entries({ sbatch, srun })) {
      writeFileSync(join(bin, name), text);
      chmodSync(join(bin, name), 0o755);
    }
    const [script, array] = ['array.sh', 'array store'].map((name) => join(folder, name));
    const words = ['--jobs', '3', '--time', '1:00:00', '--store', array, '--out', script];
    expect((await study('slurm', path, ...words)).code).toBe(0);
    expect(readFileSync(script, 'utf8')).toContain('#SBATCH --time=1:00:00\n');
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
    const { status, stderr } = spawnSync(join(bin, 'sbatch'), [script], { env, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    expect(outcomesIn(array)).toEqual(outcomesIn(store));
  });
});

test.each([
  ['an effective dimension', '{ kind: dimension, inputs: { kind: haar, count: 4 }, measure: { draws: 1 } }', 'rank'],
  [
    'an evaluation',
    `{ kind: evaluation, data: chsh, rows: training, shots: [3], model: { depth: 1, weights: parity }, parameters: [${new Array(13).fill(0.5)}] }`,
    'score.accuracy',
  ],
])('%s goes all the way too', async (name, task, metric) => {
  const own = file(
    `${name}.yaml`,
    `task: ${task}\naxes: [{ path: network.ebits, list: [0, 1] }]\nrepeats: 2\nstore: ${name}`,
  );
  const run = await study('run', own, '--workers', '1');
  expect(run.code, run.stderr).toBe(0);
  expect((await study('status', own)).stdout).toContain('2 cells, 4 ');
  const { stdout } = await study('results', own, '--by', 'ebits');
  expect(stdout).toContain(metric);
  expect(stdout.trim().split('\n')).toHaveLength(3);
  const out = join(folder, 'other.svg');
  expect((await study('plot', own, '--out', out)).code).toBe(0);
});

test('a task that fails is told, and run again by retry', async () => {
  // Batches of more rows than there are fail when they are run.
  const own = file(
    'failing.yaml',
    'task: { data: chsh, training: { iterations: 2 } }\naxes: [{ path: training.batch, list: [8, 999] }]\nstore: failing',
  );
  const run = await study('run', own, '--workers', '1');
  expect(run.code).toBe(1);
  expect(run.stdout).toContain('1 of 2 tasks');
  expect(run.stderr).toContain('1 task of 2 failed, the others are kept.');
  const { stdout } = await study('status', own);
  expect(stdout).toMatch(/failed \[range\]: training\.batch = 999: .*999/);
  const retried = await study('retry', own, '--workers', '1', '--json');
  expect([retried.code, JSON.parse(retried.stdout)]).toMatchObject([1, { done: 1, failed: 1 }]);
});

test('a damaged file is named', async () => {
  const own = file('damaged.yaml', 'task: { data: chsh, training: { iterations: 2 } }\nrepeats: 2\nstore: damaged');
  await study('run', own, '--workers', '1');
  const where = join(folder, 'damaged');
  const [name] = outcomesIn(where).keys();
  writeFileSync(join(where, name), '{"task":');
  expect((await study('status', own)).stdout).toContain(`damaged, and counted as missing: ${join(where, name)}`);
  expect((await study('run', own, '--workers', '1')).stderr).toContain(
    `"${join(where, name)}" cannot be read; its task is run again.`,
  );
  expect((await study('status', own)).stdout).not.toContain('damaged, and');
});

test('a table is found from the folder of the study', async () => {
  mkdirSync(join(folder, 'tables'));
  writeFileSync(
    join(folder, 'tables', 'small.csv'),
    `a,b,label\n${Array.from({ length: 12 }, (_, i) => `${i},${(i * 7) % 12},${i % 2 ? 'x' : 'y'}`).join('\n')}`,
  );
  const own = file(
    'table.yaml',
    'task: { data: { kind: table, path: tables/small.csv, columns: { A: [a], B: [b] } }, training: { iterations: 2 } }\nrepeats: 2\nstore: tabled',
  );
  const { code, stderr } = await study('run', own, '--workers', '1');
  expect(code, stderr).toBe(0);
  expect((await study('results', own)).stdout).toContain('validation.accuracy');
});

test('the schema is JSON', async () => {
  const { stdout } = await study('schema');
  expect(JSON.parse(stdout).$schema).toContain('2020-12');
});

test.each([
  [['plan', 'nowhere.yaml'], 1, 'nowhere.yaml'],
  [['plan', file('broken.yaml', 'task: { data: chsh }\naxis: []')], 2, 'Did you mean "axes"?'],
  [['plan', file('grammar.yaml', 'task: [')], 2, 'is not valid YAML in line'],
  [['run', path, '--part', '2/2'], 2, '--part is 2/2'],
  [['run', path, '--workers', '0'], 2, '--workers is 0'],
  [['results', path, '--out', 'all.xls'], 2, '.csv, .jsonl or .parquet'],
  [['results', path, '--by', 'fidelty'], 2, 'Did you mean "fidelity"?'],
  [['results', path, '--metric', 'los.training'], 2, 'Did you mean "loss.training"?'],
  [['plot', path, '--out', 'a.gif'], 2, '.svg or .png'],
  [['slurm', path, '--jobs', '0'], 2, '--jobs is 0'],
  [['slurm', path, '--partition', 'a\nb'], 2, '--partition is'],
  [['stats', path], 2, "unknown command 'stats'"],
])('wrong usage %j is refused', async (words, code, message) => {
  const ended = await study(...words);
  expect([ended.code, ended.stdout]).toEqual([code, '']);
  expect(ended.stderr).toContain(message);
});
