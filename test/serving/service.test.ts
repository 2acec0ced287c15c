// The service of the guide under hostile requests: 400 of them, with EBIT_WHOLE all 10,000.
import { spawnSync } from 'node:child_process';
import { Agent } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPredictor } from '../../src/serving/open-predictor.js';
import { type ExampleService, servedModel, startExampleService } from './example-service.js';
import { type Ending, flower, hostileRequest, post, slowRequest } from './hostile-requests.js';

const count = process.env.EBIT_WHOLE === '1' ? 10_000 : 400;
const AT_A_TIME = 16;

const model = servedModel();
const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });
let service: ExampleService;

beforeAll(async () => {
  service = await startExampleService(model);
}, 90_000);
afterAll(async () => {
  agent.destroy();
  await service?.stop();
});

/** Some right rows, and what the model says of them. */
function rightOf(n: number) {
  const rows = [
    { ...flower, petal_length: 1 + (n % 50) / 10 },
    { ...flower, sepal_width: 2 + (n % 20) / 10, more: 'x' },
  ];
  const predictor = openPredictor(model);
  const expected = JSON.parse(JSON.stringify(predictor.predictTable(rows)));
  predictor.close();
  return { rows, expected };
}

async function askRight(n: number): Promise<void> {
  const { rows, expected } = rightOf(n);
  const { status, body } = await post(service, agent, JSON.stringify({ rows }));
  expect([status, JSON.parse(body).predictions]).toEqual([200, expected]);
}

test('the caller of the guide gets its answers', () => {
  const { status, stdout } = spawnSync(process.execPath, ['ask.mjs'], {
    cwd: service.folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect([status, stdout]).toEqual([0, expect.stringContaining('Did you mean "petal_widht"?')]);
});

test('right requests are answered by what the model says', async () => {
  for (let n = 0; n < 5; n++) await askRight(n);
});

test(`${count} hostile requests are answered or closed, and right ones in between stay right`, {
  timeout: 600_000,
}, async () => {
  const slow = [slowRequest(service, 'head'), slowRequest(service, 'body')];
  const endings: Ending[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      endings.push(await hostileRequest(service, agent, n));
      if (n % 20 === 0) await askRight(n);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  expect(endings.length).toBe(count);
  expect(endings.filter(({ status }) => status !== null && status >= 500)).toEqual([]);
  // What is whole is always answered, but for what is cut off while it is sent.
  expect(
    endings.filter(({ kind, status }) => status === null && !['raw', 'broken off', 'huge'].includes(kind)),
  ).toEqual([]);
  for (const kind of ['malformed', 'bodies', 'deep']) {
    const found = new Set(endings.filter((one) => one.kind === kind).map(({ status }) => status));
    expect([...found].filter((status) => ![400, 413].includes(status ?? 0))).toEqual([]);
  }
  expect(endings.filter(({ kind, body }) => kind === 'values' && /"probability":null/.test(body))).toEqual([]);
  for (const { status } of await Promise.all(slow)) expect([408, null]).toContain(status);
  await askRight(1);
  expect(service.faults()).toBe('');
  expect(service.process.exitCode).toBeNull();
});
