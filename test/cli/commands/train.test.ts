import { existsSync, mkdirSync, readFileSync } from 'node:fs';
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
  const [head, row, rates, shared, blank, metrics] = stdout.split('\n');
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
  expect(blank).toBe('');
  expect(metrics.split(/\s\s+/)).toEqual(['rows', 'F1', 'AUC', 'log loss', 'Brier score', 'calibration error']);
  expect(stderr).toContain('A (2 qubits) and B (1 qubit), 1 ebit of fidelity 1');
  expect(stderr).toContain('training 40/40 ');
  expect(stderr).toContain('Saved in "a"');
  expect(stderr).not.toContain('\u001b');
});

test('a table has classical models and nothing shared beside it, and says how to ask for more', async () => {
  written(folder, 'beside.csv', tableText(40));
  const words = 'train --data beside.csv --columns A=x --columns B=y,sum --depth 0 --iterations 3'.split(' ');
  const { stdout, stderr } = await callEbit([...words, '--out', 'beside']);
  expect(stdout).toMatch(
    /\nOn the validation rows: logistic regression [\d.]+ %, MLP\(16\) [\d.]+ %, majority [\d.]+ %, this model [\d.]+ %, with nothing shared [\d.]+ %\.\n/,
  );
  expect(stderr).toMatch(/ebit compare --data \S+beside\.csv --label label --columns A=x --columns B=y,sum\n/);
  const { baselines, nothingShared, accuracy } = json('beside', 'summary.json');
  expect(baselines.map(({ name }: { name: string }) => name)).toEqual(['logistic', 'mlp', 'majority']);
  const again = await callEbit(['train', '--resume', 'beside']);
  expect(again.stdout).toBe(stdout);
  const bare = await callEbit([...words, '--out', 'bare', '--no-baselines']);
  expect(bare.stdout).not.toContain('majority');
  expect(bare.stderr).not.toContain('ebit compare');
  expect(json('bare', 'summary.json').baselines).toBeUndefined();
  expect(json('bare', 'summary.json').nothingShared).toBeUndefined();
  // What stands beside is what the command itself trains without ebits; and its difference is that of the accuracies.
  const alone = await callEbit([...words, '--ebits', '0', '--out', 'unshared']);
  expect(alone.stdout).not.toContain('with nothing shared');
  expect(nothingShared.accuracy).toEqual(json('unshared', 'summary.json').accuracy);
  const points = (100 * (accuracy.validation - nothingShared.accuracy.validation)).toFixed(1).replace('-', '−');
  expect(stdout).toContain(nothingShared.verdict);
  expect(nothingShared.verdict).toContain('one seed, bootstrap over 10 validation rows');
  expect(nothingShared.verdict).toContain(points.replace('−', ''));
});

test('a loss of two classes that is asked for is refused where there are three', async () => {
  const lines = Array.from({ length: 30 }, (_, n) => `${n % 7},${(3 * n) % 5},${'xyz'[n % 3]}`);
  written(folder, 'three.csv', ['a,b,label', ...lines].join('\n'));
  const words = 'train --data three.csv --iterations 3 --out three-classes'.split(' ');
  const { code, stderr } = await callEbit([...words, '--loss', 'mse']);
  expect([code, existsSync('three-classes')]).toEqual([1, false]);
  expect(stderr).toContain('The loss "mse" is that of two classes, and there are 3; leave it out');
  expect((await callEbit(words)).code).toBe(0);
});

test('what sharing brought is said over seeds where there are five, of coins that nothing is entangled', async () => {
  written(folder, 'seeds.csv', tableText(40));
  const words = 'train --data seeds.csv --columns A=x --columns B=y,sum --depth 0 --iterations 3 --ebits 0 --coins 1';
  const { stdout } = await callEbit([...words.split(' '), '--seeds', '5', '--workers', '1', '--out', 'seeds']);
  expect(stdout).toMatch(/ 1 coin \(nothing entangled\) .*paired over 5 seeds\)/);
});

describe('folds', () => {
  const words = 'train --data folds.csv --columns A=x --columns B=y,sum --depth 0 --iterations 3'.split(' ');

  test('train as many models, each a run of its own, and say mean and deviation', async () => {
    written(folder, 'folds.csv', tableText(31));
    const { code, stdout, stderr } = await callEbit([...words, '--folds', '3', '--workers', '1', '--out', 'folds']);
    expect([code, stderr.includes('Saved in "folds"')]).toEqual([0, true]);
    expect(stdout).toMatch(/\nfold 1 +\d+ +[\d.]+ % +[\d.]+ % +/);
    expect(stdout).toMatch(/\nmean +[\d.]+ ± [\d.]+ % +[\d.]+ ± [\d.]+ % +/);
    expect(stdout).toMatch(
      /\nOver the 3 folds: logistic regression [\d.]+ ± [\d.]+ %, .*this model [\d.]+ ± [\d.]+ %\.\n/,
    );
    const { folds, spread } = json('folds', 'folds.json');
    const rows = folds.map((fold: { rows: { validation: number } }) => fold.rows.validation);
    expect(rows.reduce((sum: number, count: number) => sum + count, 0)).toBe(31);
    const accuracies = folds.map((fold: { accuracy: { validation: number } }) => fold.accuracy.validation);
    expect(spread.validation.accuracy.mean).toBeCloseTo(
      accuracies.reduce((sum: number, one: number) => sum + one, 0) / 3,
      14,
    );
    // A fold is a run: evaluate finds its rows and its numbers.
    const evaluated = await callEbit(['evaluate', join('folds', 'fold-2'), '--json']);
    expect(JSON.parse(evaluated.stdout).validation.accuracy).toBe(accuracies[1]);
    // What is there is not trained again, and gives the same.
    const again = await callEbit(['train', '--resume', 'folds', '--json']);
    expect(JSON.parse(again.stdout).spread).toEqual(spread);
    // Nothing of a run that is replaced stays to be taken for a part of the next.
    expect((await callEbit([...words, '--folds', '2', '--out', 'folds', '--force'])).code).toBe(0);
    expect([2, 3].map((fold) => existsSync(join(folder, 'folds', `fold-${fold}`)))).toEqual([true, false]);
    expect((await callEbit([...words, '--out', 'folds', '--force'])).code).toBe(0);
    expect(['fold-1', 'folds.json', 'model.json'].map((name) => existsSync(join(folder, 'folds', name)))).toEqual([
      false,
      false,
      true,
    ]);
  });

  test.each([
    [['--folds', '1'], 1, 'The number of folds is 1'],
    [['--folds', '30'], 1, 'each fold needs one'],
    [['--folds', '3', '--seeds', '2'], 2, '--folds trains every fold once and --seeds is 2'],
    [['--folds', '3', '--plot'], 2, '--plot draws the course of one training'],
  ])('%j is refused, and leaves nothing', async (more, code, message) => {
    written(folder, 'folds.csv', tableText(31));
    const ended = await callEbit([...words, ...more, '--out', 'refused']);
    expect(ended.stderr).toContain(message);
    expect([ended.code, ended.stdout, existsSync(join(folder, 'refused'))]).toEqual([code, '', false]);
  });
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
  expect(shared.stderr + alone.stderr).not.toContain('lost a thread');
  expect(json('shared', 'config.json').run).toEqual({ seeds: 1, checkpointEvery: 500 });
});

test('columns for more features than qubits go to a circuit that reads them again, to a model that is used like any other', async () => {
  const header = [...'abcdefg', 'y'].join(',');
  const lines = Array.from({ length: 40 }, (_, n) =>
    [...Array.from({ length: 7 }, (_, i) => ((n * (2 * i + 3)) % 11) - 5), n % 3 === 0 ? 'ill' : 'well'].join(','),
  );
  written(folder, 'wide.csv', [header, ...lines].join('\n'));
  const table = '--data wide.csv --label y --columns A=a,b,c,d,e --columns B=f,g'.split(' ');
  const words = [...table, '--circuit', 'reuploading', '--iterations', '10'];
  const { code, stderr } = await callEbit(['train', ...words, '--out', 'wide']);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('A (2 qubits) and B (2 qubits), 1 ebit of fidelity 1');
  expect(stderr).toContain('re-uploading in 6 layers with all qubits read out, free weights; 96 angles and 16 weights');
  expect(json('wide', 'model.json')).toMatchObject({
    version: 2,
    embedding: { kind: 'none' },
    circuit: { kind: 'reuploading', layers: 6, readout: 'all', features: [5, 2] },
  });
  const again = await callEbit(['train', '--config', join('wide', 'config.json'), '--out', 'shorter', '--layers', '4']);
  expect(again.code, again.stderr).toBe(0);
  expect(again.stderr).toContain('re-uploading in 4 layers');
  expect((await callEbit(['evaluate', 'wide', 'wide.csv'])).stdout).toContain('accuracy');
  expect((await callEbit(['predict', 'wide', 'wide.csv'])).stdout.split('\n')).toHaveLength(42);
  const { stdout } = await callEbit(['draw', 'wide', '--qasm', '--values']);
  expect(stdout).toContain(
    '// Processor B: q[2] to q[3], its bits are c[2], c[3], its features x5 to x6 (the scaled columns "f", "g").',
  );
  expect(stdout).toMatch(/\nry\(-?[\d.]+\*x0\) q\[0\];/);
  const refused = await callEbit(['train', ...words, '--layers', '1', '--out', 'none']);
  expect([refused.code, existsSync(join(folder, 'none'))]).toEqual([1, false]);
  expect(refused.stderr).toContain('give at least 3 layers, or 5 qubits');
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
  expect(summary.metrics.training.balancedAccuracy).toBe(summary.balancedAccuracy.training);
  expect(summary.metrics.validation).toBeNull();
});

test('the best model is kept where that is asked for, and the summary says which', async () => {
  const words = ['train', ...small, '--evaluate-every', '5', '--learning-rate', '0.3', '--seed', '7'];
  const best = await callEbit([...words, '--early-stop', '8:logLoss', '--restore-best', 'yes', '--out', 'best']);
  const summary = json('best', 'summary.json');
  expect(best.stdout).toContain(
    `\n(the best model by the validation log loss, ${Number(summary.best.value.toPrecision(4))}: that of iteration ` +
      `${summary.best.iteration} of ${summary.iterations})\n`,
  );
  const lines = readFileSync(join(folder, 'best', 'metrics.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const values = lines
    .map((line) => JSON.parse(line))
    .map(({ iteration, validationMetric }) => [validationMetric, iteration]);
  const [value, iteration] = values.reduce((a, b) => (b[0] < a[0] ? b : a));
  expect(summary.best).toEqual({ iteration, metric: 'logLoss', value });
  expect(summary.metrics.validation.logLoss).toBe(value);
  // The same as a run of so many iterations.
  const exact = await callEbit([...words, '--iterations', String(Math.max(1, iteration)), '--out', 'exact']);
  expect(exact.code).toBe(0);
  if (iteration > 0) expect(json('exact', 'summary.json').digest).toBe(summary.digest);
  expect(json('exact', 'summary.json').best).toBeUndefined();
});
