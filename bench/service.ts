// The service of src/serving/http.md: requests of one row a second, beside those of empty routes, in turn; and what it holds of
// memory under minutes of load. Goals: 10,000 a second, and half the rate of the same request to a route that does nothing
// with it: what the HTTP library takes for a body is none of the prediction's. The empty GET stands beside them.
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { medianOf } from '../src/statistics.js';
import { type ExampleService, servedModel, startExampleService } from '../test/serving/example-service.js';
import { flower } from '../test/serving/hostile-requests.js';
import type { Bench } from './bench.js';
import { limit, type Row, ratioRow, timeRow } from './row.js';

const name = 'service';
const loader = fileURLToPath(new URL('./service-load.mjs', import.meta.url));

const CONNECTIONS = 16;
const ROUNDS = 7;
/** A route that takes the same request and does nothing with it. */
const EMPTY = "app.post('/empty', async () => ({ ok: true }));";
const ONE_ROW = JSON.stringify({ rows: [flower] });

/** How memory may grow from the first third of a load to its last, both means: what a collector leaves here and there. */
const FLAT = 1.1;

/** Asks for so long, and returns how many requests a second were answered. */
async function rateOf(
  { host, port }: ExampleService,
  path: string,
  body: string,
  milliseconds: number,
): Promise<number> {
  const words = [loader, `http://${host}:${port}`, path, body, `${CONNECTIONS}`, `${Math.round(milliseconds)}`];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  const { rate, failed } = JSON.parse(stdout) as { rate: number; failed: number };
  if (failed > 0) throw new Error(`${failed} requests of ${path} failed.`);
  return rate;
}

/** Whether the system has the program that binds another to a core. */
function hasTaskset(): boolean {
  return spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Resident bytes of a process, where the system says them. */
function residentOf(pid: number | undefined): number | null {
  try {
    const pages = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return pages === null ? null : Number(pages[1]) * 1024;
  } catch {
    return null;
  }
}

/** Resident memory at the start, in the middle and at the end of a load. */
async function memoryRows(service: ExampleService, minutes: number): Promise<Row[]> {
  const samples: number[] = [];
  const look = (): void => {
    const bytes = residentOf(service.process.pid);
    if (bytes !== null) samples.push(bytes);
  };
  look();
  const timer = setInterval(look, 1000);
  const rate = await rateOf(service, '/predict', ONE_ROW, minutes * 60_000).finally(() => clearInterval(timer));
  look();
  const requests = Math.round(rate * minutes * 60);
  const row = (when: string, bytes: number | undefined, goal: Row['goal'] = null): Row => ({
    bench: name,
    what: bytes === undefined ? 'resident memory: not told by this system' : `resident ${when}`,
    value: bytes ?? null,
    unit: 'bytes',
    quartiles: null,
    rate: null,
    goal,
  });
  const third = Math.max(1, Math.floor(samples.length / 3));
  const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
  // The first seconds warm up what is compiled.
  const growth = mean(samples.slice(-third)) / mean(samples.slice(Math.min(third - 1, 10), third + 1));
  return [
    row(`at the start of ${minutes} minutes of load`, samples[0]),
    row('in the middle', samples[samples.length >> 1]),
    row(`at the end, after ${requests} requests`, samples.at(-1)),
    {
      ...row('', 0),
      what: 'last third over the first',
      value: growth,
      unit: 'ratio',
      goal: limit(growth, { most: FLAT }),
    },
  ];
}

export const service: Bench = {
  name,
  title: `A service of one process under ${CONNECTIONS} connections (the guide's, fastify; load from another process)`,
  async run({ quick, minutes }) {
    // One core of its own where there are several and the system can tell it so.
    const alone = availableParallelism() > 1 && hasTaskset() ? ['taskset', '-c', '0'] : [];
    const running = await startExampleService(servedModel(), alone, EMPTY);
    try {
      const milliseconds = quick ? 300 : 2000;
      for (const [path, body] of [
        ['/health', ''],
        ['/empty', ONE_ROW],
        ['/predict', ONE_ROW],
      ])
        await rateOf(running, path, body, milliseconds);
      const [bare, empty, one]: [number[], number[], number[]] = [[], [], []];
      for (let round = 0; round < (quick ? 1 : ROUNDS); round++) {
        bare.push(1e6 / (await rateOf(running, '/health', '', milliseconds)));
        empty.push(1e6 / (await rateOf(running, '/empty', ONE_ROW, milliseconds)));
        one.push(1e6 / (await rateOf(running, '/predict', ONE_ROW, milliseconds)));
      }
      const each = { count: 1, unit: '1/s' };
      return [
        timeRow(name, 'an empty GET', bare, each),
        timeRow(name, 'the same request, to a route that does nothing', empty, each),
        timeRow(name, 'a request of one row', one, each, limit(medianOf(one), { most: 100 })),
        ratioRow(name, 'requests of one row for each that does nothing', empty, one, { least: 0.5 }),
        ...(await memoryRows(running, minutes ?? (quick ? 0.05 : 0.5))),
      ];
    } finally {
      await running.stop();
    }
  },
};
