// Start-up in a fresh process, from the built library: importing it, making a model, compiling it, the first step; and the
// size of the core. Goals: import and first one-row prediction in 40 ms beyond an empty module, a model compiled in under
// 5 ms, the first step done under 30 ms after the import.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { coreBytes } from '../src/core/load.js';
import { medianOf } from '../src/statistics.js';
import type { Bench } from './bench.js';
import { built } from './built-library.js';
import { type Contender, race } from './measure.js';
import { limit, type Row, ratioRow, timeRow } from './row.js';

const name = 'start-up';
const probe = fileURLToPath(new URL('./start-up-probe.mjs', import.meta.url));
const predicting = fileURLToPath(new URL('./first-prediction.mjs', import.meta.url));
const execute = promisify(execFile);

/** Microseconds of each stage in a fresh process. */
interface Stages {
  readonly load: number;
  readonly describe: number;
  /** The first session: the core's WebAssembly is compiled too. */
  readonly compile: number;
  readonly first: number;
  /** A second session in the same process. */
  readonly second: number;
}

async function freshProcess(): Promise<Stages> {
  const { stdout } = await execute(process.execPath, [probe, built(), '768']);
  return JSON.parse(stdout) as Stages;
}

/** Wall time of a process from its start to its end. */
function timedProcess(label: string, words: readonly string[]): Contender {
  return {
    name: label,
    async sample() {
      const start = performance.now();
      await execute(process.execPath, words);
      return (performance.now() - start) * 1000;
    },
  };
}

/** Import and first one-row prediction, beyond what an empty module takes. */
async function firstPrediction(rounds: number, before: string | null): Promise<Row[]> {
  const contenders = [
    timedProcess('empty', ['--input-type=module', '--eval', 'export {}']),
    timedProcess('ours', [predicting, built()]),
  ];
  if (before !== null) contenders.push(timedProcess('before', [predicting, before]));
  const samples = await race(contenders, rounds);
  const beyond = (times: readonly number[]) => times.map((time, round) => Math.max(1, time - samples.empty[round]));
  const ours = beyond(samples.ours);
  const what = 'import and predict one row, beyond an empty module';
  const rows = [timeRow(name, what, ours, null, limit(medianOf(ours), { most: 40_000 }))];
  if (before !== null) rows.push(ratioRow(name, '  ours / before', ours, beyond(samples.before)));
  return rows;
}

/** The module with a section that means nothing: engines look up modules that they have compiled by their bytes. */
export function withCustomSection(bytes: Uint8Array, content: number): Uint8Array<ArrayBuffer> {
  const section = [0, 3, 1, 0x65, content & 0xff];
  const result = new Uint8Array(bytes.length + section.length);
  result.set(bytes);
  result.set(section, bytes.length);
  return result;
}

function size(what: string, bytes: number): Row {
  return { bench: name, what, value: bytes, unit: 'bytes', quartiles: null, rate: null, goal: null };
}

export const startUp: Bench = {
  name,
  title: 'Start-up in a fresh process, and the size of the core',
  async run({ effort, before }) {
    const runs: Stages[] = [];
    for (let round = 0; round < Math.min(15, effort.rounds); round++) runs.push(await freshProcess());
    const stage = (of: (stages: Stages) => number) => runs.map(of);
    const bytes = coreBytes();
    const wasm = runs.map((_, round) => {
      const unseen = withCustomSection(bytes, round);
      const start = performance.now();
      new WebAssembly.Module(unseen);
      return (performance.now() - start) * 1000;
    });
    const modelTimes = stage((s) => s.describe + s.compile);
    const firstStep = stage((s) => s.describe + s.compile + s.first);
    const again = stage((s) => s.second);
    return [
      ...(await firstPrediction(runs.length, before)),
      timeRow(
        name,
        'import the library',
        stage((s) => s.load),
        null,
      ),
      timeRow(name, "compile the core's WebAssembly", wasm, { count: bytes.length, unit: 'B/s' }),
      timeRow(name, 'describe and compile the first model, the core included', modelTimes, null),
      timeRow(name, 'compile another model', again, null, limit(medianOf(again), { most: 5000 })),
      timeRow(
        name,
        'first step after import, all included',
        firstStep,
        null,
        limit(medianOf(firstStep), { most: 30_000 }),
      ),
      size('core, WebAssembly', bytes.length),
      size('core, gzip', gzipSync(bytes, { level: 9 }).length),
    ];
  },
};
