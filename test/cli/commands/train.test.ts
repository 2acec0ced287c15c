import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { tableText, written } from '../tables.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const small = '--data clusters --dimension 3 --depth 1 --iterations 40 --evaluate-every 20'.split(' ');
const json = (...path: string[]) => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));

test('data go to stdout, everything else to stderr', async () => {
  const { code, stdout, stderr } = await callEbit(['train', ...small, '--out', 'a', '--seed', '7']);
  expect(code).toBe(0);
  const [head, row, rates, shared, end] = stdout.split('\n');
  expect(head.split(/\s\s+/)).toEqual([
    'seed',
    'training',
    'balanced',
    'validation',
    'balanced',
    'loss',
    'iterations',
    'digest',
  ]);
  expect(row).toContain(json('a', 'summary.json').digest.slice(0, 12));
  expect(rates).toMatch(/^\(the larger class is \d\d\.\d % of the training rows/);
  expect(shared).toBe('(shared: entangled: ebit A.0 - B.0)');
  expect(end).toBe('');
  expect(stderr).toContain('A (2 qubits) and B (1 qubit), 1 ebit of fidelity 1');
  expect(stderr).toContain('training 40/40 ');
  expect(stderr).toContain('Saved in "a"');
  expect(stderr).not.toContain('\u001b');
});

test('several seeds on threads give what they give one by one', async () => {
  const words = ['train', ...small, '--seeds', '3', '--json'];
  const [one, two] = await Promise.all([
    callEbit([...words, '--out', 'lone']),
    callEbit([...words, '--out', 'threads', '--workers', '2']),
  ]);
  expect([one.code, two.code]).toEqual([0, 0]);
  const { seconds: _, ...alone } = JSON.parse(one.stdout);
  const { seconds: __, ...together } = JSON.parse(two.stdout);
  expect(together).toEqual(alone);
  expect(alone.fits.map(({ seed }: { seed: number }) => seed)).toEqual([0, 1, 2]);
});

test('steps over many rows are shared by threads without a word, to the same numbers', async () => {
  written(folder, 'large.csv', tableText(12_000));
  const columns =
    '--columns A=x --columns B=y --ebits 1 --depth 1 --batch full --iterations 300 --evaluate-every 300'.split(' ');
  const words = ['train', '--data', 'large.csv', ...columns, '--json'];
  const shared = await callEbit([...words, '--out', 'shared']);
  const alone = await callEbit([...words, '--out', 'alone', '--workers', '1']);
  expect([shared.code, alone.code]).toEqual([0, 0]);
  expect(JSON.parse(shared.stdout).digest).toBe(JSON.parse(alone.stdout).digest);
  // Beside the sources there is no program for threads, which is how it is seen here that there were to be some.
  const lost = 'The fit of seed 0 has lost a thread and goes on more slowly, to the same numbers: ';
  expect(alone.stderr).not.toContain(lost);
  if (availableParallelism() > 1) expect(shared.stderr).toContain(lost);
  expect(json('shared', 'config.json').run).toEqual({ seeds: 1, checkpointEvery: 500 });
});

test('columns that nobody holds are dealt, which is said, and the run is that of the columns named', async () => {
  written(folder, 'table.csv', tableText(60));
  const short = ['--depth', '1', '--iterations', '5', '--json'];
  const words = ['train', '--data', 'table.csv', ...short];
  const dealt = await callEbit([...words, '--out', 'dealt']);
  expect(dealt.code, dealt.stderr).toBe(0);
  expect(dealt.stderr).toContain('columns  A: x, y; B: sum (dealt in their order; --columns says otherwise)\n');
  const named = await callEbit([...words, '--columns', 'A=x,y', '--columns', 'B=sum', '--out', 'named']);
  expect(named.stderr).toContain('columns  A: x, y; B: sum\n');
  expect(JSON.parse(dealt.stdout).digest).toBe(JSON.parse(named.stdout).digest);
  expect(readFileSync('dealt/config.json', 'utf8')).toBe(readFileSync('named/config.json', 'utf8'));
  expect(json('dealt', 'config.json').data).toMatchObject({ columns: { A: ['x', 'y'], B: ['sum'] } });
  const again = await callEbit([...words, '--resume', 'dealt']);
  expect(again.code, again.stderr).toBe(0);
  const measured = await callEbit(['evaluate', 'dealt', 'table.csv']);
  expect(measured.stdout).toContain('(columns: A: x, y; B: sum)\n');
  expect((await callEbit(['predict', 'dealt', 'table.csv'])).code).toBe(0);
});

test('three parties that share nothing, of a table, by flags and by a file', async () => {
  written(folder, 'table.csv', tableText(60));
  written(folder, 'three.yaml', 'data: table.csv\nparties: 3\nebits: 0\ndepth: 1\niterations: 5\n');
  const flags = ['--data', 'table.csv', '--parties', '3', '--ebits', '0', '--depth', '1', '--iterations', '5'];
  const byFlags = await callEbit(['train', ...flags, '--out', 'flags', '--json']);
  const byFile = await callEbit(['train', '--config', 'three.yaml', '--out', 'three', '--json']);
  expect([byFlags.code, byFile.code], byFlags.stderr + byFile.stderr).toEqual([0, 0]);
  expect(byFlags.stderr).toContain('columns  A: x; B: y; C: sum (dealt');
  expect(JSON.parse(byFlags.stdout)).toMatchObject({ angles: 0, weights: 8, shared: [] });
  expect(JSON.parse(byFile.stdout).digest).toBe(JSON.parse(byFlags.stdout).digest);
  const asked = await callEbit(['train', ...flags.slice(0, 4), '--out', 'asked']);
  expect([asked.code, asked.stderr]).toEqual([2, expect.stringContaining('Between which of the processors A, B, C')]);
});

test('a file says the run, flags override it, and what was resolved says it again', async () => {
  written(folder, 'table.csv', tableText(60));
  const config = `
data: table.csv
columns: { A: [x], B: [y], C: [sum] }
processors:
  - { name: A, qubits: 1, readoutError: 0.05 }
  - { name: B, qubits: 1 }
  - { name: C, qubits: 1, readoutError: { flip0: 0, flip1: 0.1 } }
ebits:
  - { between: [A.0, B.0], fidelity: 0.9 }
circuit:
  kind: custom
  circuits:
    - readout: 0
      circuit:
        qubits: 1
        parameters: 1
        features: 0
        operations:
          - { kind: gate, gate: ry, targets: [0], controls: [], conditions: [], angle: { kind: parameter, index: 0 } }
positive: same
weights: parity
iterations: 30
seed: 1
`;
  written(folder, 'run.yaml', config);
  const first = await callEbit(['train', '--config', 'run.yaml', '--seed', '5', '--out', 'file', '--json']);
  expect(first.stderr).toContain('C (1 qubit, readout error 0/0.1)');
  expect(first.code).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({ seed: 5, iterations: 30, angles: 3, weights: 1 });
  expect(json('file', 'config.json')).toMatchObject({
    data: { kind: 'table', path: join(folder, 'table.csv'), label: 'label' },
    training: { seed: 5 },
  });
  expect(json('file', 'model.json').columns.label).toEqual({
    column: 'label',
    positive: 'same',
    negative: 'different',
  });
  const again = await callEbit(['train', '--config', join(folder, 'file/config.json'), '--out', 'again', '--json']);
  expect(JSON.parse(again.stdout).digest).toBe(JSON.parse(first.stdout).digest);
});

test('a run has its place, until it may be replaced', async () => {
  const words = ['train', ...small, '--seed', '3'];
  const first = await callEbit(words);
  expect(first.stderr).toContain('Saved in "runs/clusters-1"');
  const second = await callEbit([...words, '--out', 'runs/clusters-1']);
  expect(second.code).toBe(1);
  expect(second.stderr).toContain('error [file]: "runs/clusters-1" holds a run already');
  const third = await callEbit([...words, '--out', 'runs/clusters-1', '--force', '--depth', '2']);
  expect(third.code).toBe(0);
  expect(json('runs/clusters-1/config.json').model.depth).toBe(2);
  const fourth = await callEbit(['train', '--resume', 'runs/clusters-1', '--json']);
  expect([fourth.code, JSON.parse(fourth.stdout)]).toEqual([0, json('runs/clusters-1/summary.json')]);
  expect(fourth.stderr).toContain('nothing is left to do');
});

test('the curves are drawn on demand', async () => {
  const { code } = await callEbit(['train', ...small, '--out', 'plot', '--plot']);
  expect(code).toBe(0);
  expect(readFileSync(join(folder, 'plot/curves.svg'), 'utf8')).toContain(
    'Solid: validation; dashed: training. One run.',
  );
  expect(existsSync(join(folder, 'plot/curves.png'))).toBe(true);
});

describe('colours', () => {
  test('are there when they are wanted, unless NO_COLOR says otherwise', async () => {
    const words = ['train', ...small, '--force', '--out'];
    const [coloured, plain] = await Promise.all([
      callEbit([...words, 'c1'], { FORCE_COLOR: '1' }),
      callEbit([...words, 'c2'], { FORCE_COLOR: '1', NO_COLOR: '1' }),
    ]);
    expect(coloured.stdout).toContain('\u001b[1mseed\u001b[22m');
    expect(plain.stdout).not.toContain('\u001b');
  });
});

test('a picture that fails hides no finished run', async () => {
  mkdirSync('pictured/curves.svg', { recursive: true });
  const words = 'train --data chsh --depth 1 --iterations 2 --plot --json --out pictured'.split(' ');
  const { code, stdout, stderr } = await callEbit(words);
  expect(code).toBe(1);
  expect(stderr).toContain('The picture failed; the results are whole. Cannot write "pictured/curves.svg"');
  const summary = JSON.parse(stdout);
  expect([summary.balancedAccuracy.training, summary.baseRate]).toEqual([
    summary.accuracy.training,
    { training: 0.5, validation: null },
  ]);
});
