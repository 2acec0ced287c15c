import { expect, test } from 'vitest';
import { studyJsonSchema } from '../../src/studies/json-schema.js';

type Node = { readonly [key: string]: unknown };

/** What a `$ref` within the schema leads to, else the node itself. */
function target(root: Node, node: Node): Node {
  if (typeof node.$ref !== 'string') return node;
  return node.$ref
    .replace(/^#\//, '')
    .split('/')
    .reduce((inside, key) => inside[key] as Node, root);
}

const schema = studyJsonSchema() as Node;
const keysOf = (node: Node) => Object.keys(target(schema, node).properties as Node);

test('it is a schema of draft 2020-12, strict, that asks for a task', () => {
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(schema).toMatchObject({ type: 'object', additionalProperties: false, required: ['task'] });
  expect(keysOf(schema).sort()).toEqual([
    'axes',
    'checkpointEvery',
    'collect',
    'name',
    'repeats',
    'stop',
    'store',
    'task',
  ]);
});

test('it knows the tasks of every kind, and all kinds of axes within axes', () => {
  const { task, axes } = schema.properties as Record<string, Node>;
  const kinds = (task.anyOf as Node[]).map((node) => ((node.properties as Node).kind as Node).const);
  expect(kinds).toEqual(['fit', 'dimension', 'evaluation']);
  for (const node of task.anyOf as Node[]) expect(node.additionalProperties).toBe(false);
  const axis = target(schema, axes.items as Node);
  expect(keysOf(axis).sort()).toEqual([
    'grid',
    'labels',
    'list',
    'log-range',
    'name',
    'path',
    'random',
    'range',
    'zip',
  ]);
  const { zip } = axis.properties as Record<string, Node>;
  expect(target(schema, zip.items as Node)).toBe(axis);
});

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)].map(([, path]) => path);
  expect(references.length).toBeGreaterThan(0);
  for (const path of references) expect(target(schema, { $ref: path }), path).toBeDefined();
});
