// Whoever can write to a Redis can put anything there: whatever it is, a worker refuses it by a typed error of bounded length,
// or it is the job that its name says.

import { expect, test } from 'vitest';
import { isEbitError } from '../../../src/errors.js';
import { jobOf, payloadOf } from '../../../src/node/redis/payload.js';
import { fitTask } from '../../../src/tasks/fit-task.js';
import { runTask } from '../../../src/tasks/run.js';
import { settledTask, taskId } from '../../../src/tasks/task.js';
import fc from '../../seeded.js';
import { everyKind, fitJob } from './tasks.js';

const table = settledTask(
  fitTask({ data: { kind: 'table', path: 'x.csv', columns: { A: ['a'], B: ['b'] } } }),
  () => 'a,b,label\n1,2,x\n3,4,y\n5,6,x\n7,8,y',
);
const { checkpoint: resume } = await runTask(fitJob(1).task);
const payloads = [...everyKind(), { task: table }, { ...fitJob(2), resume }].map(payloadOf);

/** Nothing that JSON is made of, but what it may mean to a program. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    0.5,
    1e308,
    9e15,
    '',
    '/etc/passwd',
    '../../etc/passwd',
    'file:///etc/passwd',
    '__proto__',
    'constructor',
    '() => process.exit()',
    'x'.repeat(10_000),
    {},
    [],
    { number: 'NaN' },
    { number: 'Infinity' },
    { float64: 'AAAA' },
    { float64: 'A'.repeat(10_000) },
    { float64: 7 },
    { constructor: { prototype: { polluted: true } } },
    JSON.parse('{"__proto__":{"polluted":true}}'),
    new Array(10_000).fill(0),
    new Array(1000).fill({}),
    // Three of them within one another are still no deeper than this test's own functions can go; deeper ones stand below.
    JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`),
  ),
  fc.jsonValue({ maxDepth: 4 }),
);
const strange = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'path',
  'code',
  'read',
  'run',
  'digest',
  'length',
  '0',
);

type Node = Record<string, unknown>;

/** All objects and lists in a value. */
function nodesOf(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesOf)];
}

/** Sets a key to a copy of a value as JSON.parse does: `__proto__` too. */
function put(node: Node, key: string, given: unknown): void {
  const value: unknown = JSON.parse(JSON.stringify(given));
  Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
}

/** What is changed of a payload: which of its objects, what of it, into what. */
const change = fc.record({
  node: fc.nat(),
  key: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'add'),
  name: strange,
  value: hostile,
});

function changed(
  text: string,
  changes: readonly { node: number; key: number; how: string; name: string; value: unknown }[],
) {
  const content: unknown = JSON.parse(text);
  for (const { node, key, how, name, value } of changes) {
    const nodes = nodesOf(content);
    const one = nodes[node % nodes.length];
    const keys = Object.keys(one);
    const own = keys[key % keys.length];
    if (how === 'add' || own === undefined) put(one, Array.isArray(one) ? String(one.length) : name, value);
    else if (how === 'remove' && !Array.isArray(one)) delete one[own];
    else put(one, own, value);
  }
  return JSON.stringify(content);
}

/** What a worker makes of a text under a name. */
function expectHarmless(id: string, text: string): void {
  try {
    const job = jobOf({ id, text });
    expect(taskId(job.task)).toBe(id);
    expect(JSON.stringify(job.task)).not.toMatch(/"path":(?!"by digest")/);
    const known = ['task', 'checkpointEvery', 'progressEvery', 'resume'];
    expect(Object.keys(job).filter((key) => !known.includes(key))).toEqual([]);
  } catch (error) {
    if (!isEbitError(error)) throw error;
    expect(error.message.length).toBeLessThan(1000);
    expect([
      'config',
      'checkpoint',
      'range',
      'network',
      'columns',
      'labels',
      'circuit',
      'shape',
      'not-finite',
      'model',
    ]).toContain(error.code);
  }
  expect(({} as Node).polluted).toBeUndefined();
}

test.each(payloads.map((payload, i) => [i, payload] as const))(
  'a payload of kind %d that somebody has changed',
  (_, { id, text }) => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) =>
        expectHarmless(id, changed(text, changes)),
      ),
      { numRuns: 100 },
    );
  },
);

/** Every payload that comes of setting one key of one of its objects, or of putting one more element in one of its lists. */
function* withOneSet(text: string, value: unknown): Generator<string> {
  const count = nodesOf(JSON.parse(text)).length;
  for (let node = 0; node < count; node++) {
    const found = nodesOf(JSON.parse(text))[node];
    const keys = Array.isArray(found) ? [...found.keys(), found.length].map(String) : [...Object.keys(found), 'length'];
    for (const key of keys) {
      const content: unknown = JSON.parse(text);
      put(nodesOf(content)[node], key, value);
      yield JSON.stringify(content);
    }
  }
}

test('a text of 10 000 letters in every place', () => {
  for (const { id, text } of payloads) {
    for (const one of withOneSet(text, 'x'.repeat(10_000))) expectHarmless(id, one);
  }
});

test('anything that is JSON, and anything that is none', () => {
  const [{ id, text }] = payloads;
  fc.assert(fc.property(fc.jsonValue(), (value) => expectHarmless(id, JSON.stringify(value))));
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (value) => expectHarmless(id, value)));
  fc.assert(fc.property(fc.nat({ max: text.length }), (cut) => expectHarmless(id, text.slice(0, cut))));
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 5000 }), (name) => expectHarmless(name, text)));
  const deep = 1_000_000;
  expectHarmless(id, '['.repeat(deep) + ']'.repeat(deep));
  expectHarmless(id, text.replace('"task":', `"resume":${'{"a":'.repeat(deep)}1${'}'.repeat(deep)},"task":`));
  expectHarmless(id, `{"format":"ebit-job","version":1,"numerics":3,"task":${'['.repeat(5000)}${']'.repeat(5000)}}`);
});
