import { describe, expect, test } from 'vitest';
import { dataset } from '../../../src/data/dataset.js';
import type { Job } from '../../../src/jobs/job.js';
import { jobOf, payloadOf } from '../../../src/node/redis/payload.js';
import { NUMERICS } from '../../../src/numerics.js';
import { fitTask } from '../../../src/tasks/fit-task.js';
import { runTask } from '../../../src/tasks/run.js';
import { settledTask, taskId } from '../../../src/tasks/task.js';
import { everyKind, fitJob } from './tasks.js';

const table = settledTask(
  fitTask({ data: { kind: 'table', path: '/home/me/secret.csv', columns: { A: ['a'], B: ['b'] } } }),
  () => 'a,b,label\n1,2,x\n3,4,y\n5,6,x\n7,8,y',
);

describe('a job', () => {
  test.each(everyKind().map((job) => [job.task.kind, job] as const))('of kind %s arrives as it was sent', (_, job) => {
    const payload = payloadOf({ ...job, checkpointEvery: 5, progressEvery: 7 });
    expect(payload.id).toBe(taskId(job.task));
    expect(jobOf(payload)).toEqual({ task: job.task, checkpointEvery: 5, progressEvery: 7, resume: null });
  });

  test('brings its rows and its checkpoint along, bit for bit', async () => {
    const rows = dataset(
      [
        [0.1, -0],
        [0.3, 0.4],
      ],
      [1, -1],
    );
    const task = fitTask({
      data: { kind: 'rows', training: rows, weights: [1, 2] },
      network: { processors: ['A', 'B'].map((name) => ({ name, qubits: 1 })) },
      model: { depth: 1 },
      training: { iterations: 4, evaluateEvery: 1 },
    });
    const { checkpoint: resume } = await runTask(fitJob(1).task);
    const arrived = jobOf(payloadOf({ task, resume }));
    expect(arrived.resume).toEqual(resume);
    const { data } = arrived.task as typeof task;
    if (data.kind !== 'rows') throw new Error('other data have arrived');
    expect(Object.is(data.training.rows[1], -0)).toBe(true);
    expect(taskId(arrived.task)).toBe(taskId(task));
  });

  test('carries no path', () => {
    const payload = payloadOf({ task: table });
    expect(payload.text).not.toMatch(/secret|home/);
    expect(jobOf(payload).task).toMatchObject({ data: { path: 'by digest' } });
  });

  test('is refused if it is too large', () => {
    const training = dataset(
      Array.from({ length: 200_000 }, () => [1, 2, 3, 4]),
      new Array(200_000).fill(1),
    );
    const task = fitTask({
      data: { kind: 'rows', training },
      network: { processors: ['A', 'B'].map((name) => ({ name, qubits: 2 })) },
      model: { depth: 1 },
    });
    expect(() => payloadOf({ task })).toThrow(/letters, at most 8000000 travel; keep its rows in a CSV table/);
  });
});

describe('what somebody else has put into the queue', () => {
  const { id, text } = payloadOf(fitJob(1));
  const changed = (change: (content: Record<string, unknown>) => void): string => {
    const content = JSON.parse(text);
    change(content);
    return JSON.stringify(content);
  };
  const withTask = (task: unknown) => changed((content) => Object.assign(content, { task }));
  const tablePayload = payloadOf({ task: table });

  test.each<[string, unknown, RegExp]>([
    ['no text', { task: 1 }, /The payload of \w+ is an object; it belongs to no task, remove it/],
    ['no JSON', 'rm -rf /', /is no JSON/],
    ['a list', '[]', /lacks "format"; add it/],
    ['another format', changed((content) => Object.assign(content, { format: 'x' })), /"format"/],
    ['an unknown key', changed((content) => Object.assign(content, { read: '() => 1' })), /unknown key "read"/],
    ['a prototype', text.replace('{', '{"__proto__":{"task":1},'), /unknown key "__proto__"/],
    ['no task', withTask(null), /null is no task/],
    ['a task with an unknown key', withTask({ ...fitJob(1).task, run: 'x' }), /unknown key "run"/],
    ['a task that says nothing', withTask({ kind: 'fit' }), /nothing to train on/],
    ['the task of another name', withTask(fitJob(2).task), /holds another task than its name says/],
    [
      'a fraction of a step',
      changed((content) => Object.assign(content, { checkpointEvery: 0.5 })),
      /"checkpointEvery"/,
    ],
    [
      'a checkpoint that is none',
      changed((content) => Object.assign(content, { resume: { format: 'x' } })),
      /no checkpoint/,
    ],
    [
      'another version of the numerics',
      changed((content) => Object.assign(content, { numerics: NUMERICS + 1 })),
      new RegExp(`is of numerics version ${NUMERICS + 1}, this worker's ebit computes version ${NUMERICS}`),
    ],
    ['a text without end', `"${'x'.repeat(9_000_000)}"`, /letters, at most 8000000 travel/],
  ])('is refused: %s', (_, given, words) => {
    expect(() => jobOf({ id, text: given as string })).toThrow(words);
  });

  test('may name no path', () => {
    const given = tablePayload.text.replace('by digest', '/etc/passwd');
    expect(() => jobOf({ ...tablePayload, text: given })).toThrow(/names the path "\/etc\/passwd", which none may/);
  });

  test('is not repeated at length', () => {
    const refused = (): Job => jobOf({ id: 'x'.repeat(5000), text: 'y'.repeat(5000) });
    expect(refused).toThrow(expect.objectContaining({ message: expect.stringMatching(/^.{0,250}$/) }));
  });
});
