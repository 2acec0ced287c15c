import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { describe, expect, it, test } from 'vitest';
import { parseBenchmark } from '../../../src/benchmark/report.js';
import { VERSION } from '../../../src/version.js';
import { reportOf } from '../../benchmark/reports.js';
import { bun, deno, node26, printedBy, thisNode } from '../../contract/commands.js';
import { everywhere } from '../../everywhere.js';
import { callEbit } from '../call-ebit.js';
import { program } from '../run-ebit.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

temporaryWorkingFolder();
const bench = (...words: string[]) => callEbit(['bench', ...words]);

test('prints the rates of this machine, and writes them', async () => {
  const { code, stdout, stderr } = await bench('--quick', '--only', 'predict-row,compile', '--out', 'here.json');
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(new RegExp(`^runtime +Node ${process.versions.node}\n`));
  expect(stdout).toMatch(/\nload before +\d+\.\d\d\n/);
  expect(stdout).toMatch(/\npredictions of one row a call +[\d.,]+ {2}rows\/s +-\d+ \+\d+ % {2}equal\n/);
  expect(stdout.trimEnd()).toMatch(/\n\nequal bits: all 2 workloads compute what they do on every machine$/);
  expect(stderr).toContain('measuring 18/18 predict-row');
  expect(stderr).toContain('written to here.json');
  const report = parseBenchmark(readFileSync('here.json', 'utf8'));
  expect(report).toMatchObject({
    ebit: VERSION,
    quick: true,
    machine: { threads: availableParallelism(), system: `${process.platform} ${process.arch}` },
  });
  expect(Date.parse(report.date ?? '')).not.toBeNaN();
});

test('prints JSON that can be compared with, and compares', async () => {
  const { stdout } = await bench('--quick', '--only', 'predict-row', '--json');
  expect(parseBenchmark(stdout).results.map(({ name }) => name)).toEqual(['predict-row']);
  writeFileSync('other.json', stdout);
  const beside = await bench('--quick', '--only', 'predict-row', 'compile', '--compare', 'other.json');
  expect(beside.code, beside.stderr).toBe(0);
  expect(beside.stdout).toMatch(/^first: other\.json\nsecond: this machine\n/);
  expect(beside.stdout).toMatch(/models made .* not measured in both\n/);
});

test('puts two files side by side without measuring', async () => {
  const first = reportOf({ a: [90, 100, 110], b: [9, 10, 11] });
  const machine = { ...first.machine, runtime: 'Bun 1.4.5', load: 3.5 };
  writeFileSync('a.json', JSON.stringify(first));
  writeFileSync('b.json', JSON.stringify(reportOf({ a: [180, 200, 220], b: [9, 10, 12] }, { machine })));
  const { code, stdout, stderr } = await bench('--compare', 'a.json', 'b.json');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(`first: a.json
second: b.json

             first         second
runtime      Node 20.20.2  Bun 1.4.5
load before  0.1           3.5

workload    first  second  unit      second / first
a in words    100     200  things/s  2.00 (1.64 to 2.44)  second faster
b in words   10.0    10.0  things/s  1.00 (0.82 to 1.33)  no difference seen

a.json: equal bits: all 2 workloads compute what they do on every machine
b.json: equal bits: all 2 workloads compute what they do on every machine
The second machine was busy with other work (load 3.50, 4 threads): it may be faster than this says.
1 of 2 rates of the second vary by more than a fifth: measure again on a quiet machine.
`);
  const json = JSON.parse((await bench('--json', '--compare', 'a.json', 'b.json')).stdout);
  expect(json.pairs[0]).toMatchObject({ name: 'a', faster: 'second', ratio: { median: 2 } });
  expect(json.first).toEqual(first);
});

test.each([
  [['--only', 'predict-rows'], 2, 'There is no workload "predict-rows". Did you mean "predict-row"?'],
  [['--only', ','], 2, 'give a list of names'],
  [['--compare', 'nowhere.json'], 1, 'there is no such file'],
  [['--compare', 'model.json'], 1, 'model.json: The benchmark is none'],
  [['--compare', 'a', 'b', 'c'], 2, '--compare has 3 files'],
  [['--quick', '--compare', 'whole.json', 'whole.json'], 2, 'leave out --quick'],
])('%j are refused', async (words, code, message) => {
  writeFileSync('model.json', '{"format":"ebit-model"}');
  writeFileSync('whole.json', JSON.stringify(reportOf({})));
  const ended = await bench(...words);
  expect([ended.code, ended.stdout]).toEqual([code, '']);
  expect(ended.stderr).toContain(message);
});

describe('in every runtime', () => {
  const runtimes = [
    { runtime: thisNode, name: /^Node / },
    { runtime: node26, name: /^Node 26/ },
    { runtime: deno, name: /^Deno / },
    { runtime: bun, name: /^Bun / },
  ];
  for (const { runtime, name } of runtimes) {
    // A machine may lack a runtime; the title says so where the results are read.
    if (runtime.absent !== null && !everywhere) it.skip(`NOT CHECKED: ${runtime.name}; ${runtime.absent}`, () => {});
    else
      it(`computes the same bits in ${runtime.name}`, async () => {
        // Deno asks before it tells a program about the machine.
        const [first, ...rest] = runtime.command ?? [];
        const allowed =
          runtime === deno ? { ...runtime, command: [first, ...rest, '--allow-sys', '--allow-env'] } : runtime;
        const words = [program, 'bench', '--quick', '--json'];
        const report = parseBenchmark(await printedBy(allowed, words, process.cwd()));
        expect(report.machine.runtime).toMatch(name);
        expect(report.results.filter(({ equalBits, fault }) => equalBits !== true || fault !== null)).toEqual([]);
      }, 120_000);
  }
});
