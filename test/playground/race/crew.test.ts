import { beforeEach, expect, test, vi } from 'vitest';
import type { RaceJob, RaceOrder, RaceReport } from '../../../src/playground/race/race-messages.js';

vi.mock('../../../src/playground/work.js', () => ({ workerAddress: () => 'blob:program', processors: () => 2 }));

const workers: FakeWorker[] = [];

/** A worker that only remembers what it was told. */
class FakeWorker {
  readonly told: RaceOrder[] = [];
  isOver = false;
  onmessage: (event: { data: RaceReport }) => void = () => {};
  onmessageerror: () => void = () => {};
  onerror: (event: { message: string; preventDefault(): void }) => void = () => {};
  readonly address: string;
  readonly options: { name: string };
  constructor(address: string, options: { name: string }) {
    this.address = address;
    this.options = options;
    workers.push(this);
  }
  postMessage(order: RaceOrder): void {
    this.told.push(order);
  }
  terminate(): void {
    this.isOver = true;
  }
}

const job = {} as RaceJob;
const standing = (run: number, orders: number): RaceReport => ({
  kind: 'progress',
  run,
  iteration: 1,
  losses: Float64Array.of(1),
  scores: [],
  parameters: Float64Array.of(0),
  busy: 1,
  isStill: true,
  orders,
});

beforeEach(() => {
  vi.stubGlobal('Worker', FakeWorker);
  workers.length = 0;
  vi.resetModules();
});

const crew = () => import('../../../src/playground/race/crew.js');

test('workers are warmed, no more than there are processors, and runs are spread over them', async () => {
  const { enter, warmCrew } = await crew();
  warmCrew();
  warmCrew();
  expect(workers.map(({ address, options }) => [address, options.name])).toEqual([
    ['blob:program', 'race'],
    ['blob:program', 'race'],
  ]);
  for (let count = 0; count < 4; count++) enter(job, null, () => {});
  expect(workers.map(({ told }) => told.map(({ kind }) => kind))).toEqual([
    ['warm', 'start', 'start'],
    ['warm', 'start', 'start'],
  ]);
});

test('a run that stood still before it heard the last order does so no longer', async () => {
  const { enter } = await crew();
  const heard: RaceReport[] = [];
  const ticket = enter(job, 1, (report) => heard.push(report));
  const [worker] = workers;
  const [{ run }] = worker.told as { run: number }[];
  worker.onmessage({ data: standing(run, 1) });
  ticket.pull(null);
  worker.onmessage({ data: standing(run, 1) });
  expect(heard.map((report) => report.kind === 'progress' && report.isStill)).toEqual([true, false]);
});

test('of a run that was dropped nothing is heard', async () => {
  const { enter } = await crew();
  const heard: RaceReport[] = [];
  const ticket = enter(job, null, (report) => heard.push(report));
  const [worker] = workers;
  const [{ run }] = worker.told as { run: number }[];
  ticket.drop();
  expect(worker.told.at(-1)).toEqual({ kind: 'drop', run });
  worker.onmessage({ data: standing(run, 1) });
  expect(heard).toEqual([]);
});

test('a worker that says what cannot be read is lost as well, once', async () => {
  const { enter } = await crew();
  const heard: RaceReport[] = [];
  enter(job, null, (report) => heard.push(report));
  const [worker] = workers;
  worker.onmessageerror();
  worker.onerror({ message: 'again', preventDefault: () => {} });
  expect(worker.isOver).toBe(true);
  expect(heard.map((report) => report.kind === 'failed' && report.message)).toEqual([
    'The worker was lost: what it said could not be read. Restart the run.',
  ]);
});

test('where no worker can be had, warming says nothing and a run says why', async () => {
  const { enter, warmCrew } = await crew();
  vi.stubGlobal(
    'Worker',
    class {
      constructor() {
        throw new Error('This browser starts no workers.');
      }
    },
  );
  expect(() => warmCrew()).not.toThrow();
  expect(() => enter(job, null, () => {})).toThrow('This browser starts no workers.');
});

test('runs of a worker that is lost are told, and the next run has a new one', async () => {
  const { enter } = await crew();
  const heard: RaceReport[] = [];
  enter(job, null, (report) => heard.push(report));
  const [worker] = workers;
  worker.onerror({ message: 'out of memory', preventDefault: () => {} });
  expect(worker.isOver).toBe(true);
  expect(heard).toEqual([
    {
      kind: 'failed',
      run: expect.any(Number),
      code: 'worker',
      message: 'The worker was lost: out of memory. Restart the run.',
    },
  ]);
  enter(job, null, () => {});
  expect(workers).toHaveLength(2);
});
