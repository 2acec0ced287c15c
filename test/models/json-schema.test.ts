import { readFileSync } from 'node:fs';
import { type Schema, Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { data } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import { classifier } from '../../src/models/classifier.js';
import { customCircuit } from '../../src/models/custom-circuit.js';
import { customEmbedding, noEmbedding } from '../../src/models/embedding.js';
import { modelJsonSchema } from '../../src/models/json-schema.js';
import { createModel, modelToJSON, parseModel } from '../../src/models/model-file.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { reuploading } from '../../src/models/reuploading.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { network } from '../../src/network/network.js';
import { blocksOf } from '../readme-blocks.js';
import { engineCases } from './engine-cases.js';

const validator = new Validator(modelJsonSchema() as Schema, '2020-12');
const isValid = (file: unknown) => validator.validate(JSON.parse(JSON.stringify(file))).valid;

const two = bellNetwork({ ebits: 1, qubits: 2 });
const plain = classifier({ network: two, circuit: qcnn({ depth: 1 }), weights: 'free', seed: 1 });
const table = {
  columns: { features: { A: ['a', 'b'], B: ['c', 'd'] }, label: { column: 'y', positive: '1', negative: '0' } },
  scale: { minimum: [0, 0.1, 1e-300, -3], maximum: [1, 0.2, 1e300, -3] },
};
const column = { kind: 'number', median: 0.5 } as const;

const models: readonly (readonly [string, Model])[] = [
  ...engineCases.map(({ name, model }) => [name, model] as const),
  ['with a table', plain.withTable(table)],
  ['with columns alone', plain.withTable({ columns: { features: table.columns.features, label: null }, scale: null })],
  [
    'with a prepared table',
    plain.withTable({
      ...table,
      preparation: {
        missing: 'median',
        columns: [
          ...['a', 'b', 'c'].map((name) => ({ column: name, ...column })),
          { column: 'd', kind: 'ordinal', categories: ['low', 'high'], median: 0 },
        ],
      },
    }),
  ],
  [
    'of three classes',
    classifier({ network: two, circuit: qcnn({ depth: 0 }), weights: 'free', classes: 3 }).withTable({
      columns: { features: table.columns.features, label: { column: 'y', classes: ['x', 'y', 'z'] } },
      scale: null,
    }),
  ],
  [
    'with every kind of sharing and readout error',
    classifier({
      network: network({
        processors: [
          { name: 'left', qubits: 3, readoutError: 0.01 },
          { name: 'right', qubits: 3, readoutError: { flip0: 0.1, flip1: 0.2 } },
        ],
        ebits: [
          { between: ['left.0', 'right.0'], fidelity: 0.9 },
          {
            between: ['left.1', 'right.1'],
            weights: { phiPlus: 0.4, phiMinus: 0.3, psiPlus: 0.2, psiMinus: 0.1 },
          },
        ],
        coins: [{ between: ['left.2', 'right.2'], heads: 0.7, basis: 'X' }],
      }),
      embedding: noEmbedding(),
      circuit: reuploading({ layers: 2, readout: [0, 2], features: [3, 2] }),
      weights: 'fixed',
    }),
  ],
  [
    'of any state, coins of three, shares and memories',
    classifier({
      network: network({
        processors: ['A', 'B', 'C'].map((name) => ({ name, qubits: 5, memory: { t1: 0.1, t2: 0.15 } })),
        ebits: [
          {
            between: ['A.0', 'B.0'],
            correlations: [0, 1, 2, 3].map((p) => [0, 1, 2, 3].map((q) => (p + q === 0 ? 1 : 0))),
          },
          {
            between: ['A.1', 'B.1'],
            state: [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => (row === column ? 0.25 : [0, 0]))),
            age: [0, 0.01],
          },
        ],
        coins: [{ between: ['A.2', 'B.2', 'C.2'] }],
        shares: [
          { between: ['A.3', 'B.3', 'C.3'], generators: ['XXX', '-ZZI'], visibility: 0.9, age: 0.01 },
          { between: ['C.4', 'B.4'], graph: [[0, 1]] },
          { between: ['C.0', 'A.4'], state: 'ghz' },
        ],
      }),
      embedding: noEmbedding(),
      circuit: reuploading({ layers: 1, readout: [0] }),
      weights: 'fixed',
    }),
  ],
  [
    'of circuits of one each, with a measured condition',
    classifier({
      network: two,
      embedding: customEmbedding([circuit(2).rx(data(0), 0), circuit(2)]),
      circuit: customCircuit([
        {
          circuit: circuit(2)
            .h(0)
            .measure(0)
            .when(0, 1, (then) => then.x(1)),
          readout: 1,
        },
        { circuit: circuit(2).cz(0, 1), readout: [1, 0] },
      ]),
    }),
  ],
];

type Place = { readonly parent: Record<string, unknown>; readonly key: string; readonly path: string };

/** Every place of a file. */
function placesOf(parent: Record<string, unknown>, before = ''): Place[] {
  return Object.keys(parent).flatMap((key) => {
    const value = parent[key];
    const path = `${before}/${key}`;
    const here = [{ parent, key, path }];
    return typeof value === 'object' && value !== null
      ? [...here, ...placesOf(value as Record<string, unknown>, path)]
      : here;
  });
}

/** Whether `createModel` refuses a file, and for its shape: other refusals are of what no schema can say. */
function refusalOf(file: unknown): { readonly code: string; readonly message: string } | null {
  try {
    createModel(file);
    return null;
  } catch (error) {
    return error as { code: string; message: string };
  }
}

/** What the shape of a file cannot know: which processors there are, and how many parameters they have. */
const beyondSchema =
  /holds \d+ parameters under|'s "parameters" (lacks|has an unknown key)|unknown key "columns\.features|lacks "columns\.features|a median for every|is there once|different words/;

describe('the schema of model files', () => {
  test('is one of draft 2020-12, strict, whose references lead somewhere', () => {
    const schema = modelJsonSchema();
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(schema.required?.toSorted()).toEqual([
      'circuit',
      'embedding',
      'format',
      'network',
      'parameters',
      'version',
      'weights',
    ]);
  });

  test.each(models)('takes the file of a model %s', (_, model) => {
    const result = validator.validate(JSON.parse(JSON.stringify(modelToJSON(model))));
    expect(result.errors).toEqual([]);
    expect(result.valid).toBe(true);
  });

  test('refuses what a reader refuses for its shape, and nothing that it reads', () => {
    const wrong = [undefined, null, 'x', [], {}, -1, 0.5];
    const seen = { refused: 0, read: 0, beyond: 0 };
    // One model of a kind is enough: files of the same shape have the same places.
    for (const [name, model] of models.filter((_, i) => i % 12 === 0 || i >= engineCases.length)) {
      const file = JSON.parse(JSON.stringify(modelToJSON(model)));
      const places = placesOf(file);
      for (const [i, { parent, key, path }] of places.entries()) {
        // Of long lists of numbers the first are enough.
        if (/\/(parameters|operations|factors)\b.*\/[1-9]\d*\b/.test(path) && i % 7 > 0) continue;
        const kept = parent[key];
        for (const value of wrong) {
          if (value === undefined && Array.isArray(parent)) continue;
          if (value === undefined) delete parent[key];
          else parent[key] = value;
          const refused = refusalOf(file);
          const valid = isValid(file);
          const what = `${name}: ${path} as ${JSON.stringify(value)}: ${refused?.message}`;
          if (refused === null) expect([valid, what]).toEqual([true, what]);
          if (refused === null) seen.read += 1;
          else if (
            (refused.code === 'model' || refused.code === 'model-version') &&
            !beyondSchema.test(refused.message)
          ) {
            expect([valid, what]).toEqual([false, what]);
            seen.refused += 1;
          } else seen.beyond += 1;
        }
        parent[key] = kept;
        if (!Array.isArray(parent)) {
          parent.stranger = 1;
          const refused = refusalOf(file);
          if (refused !== null && !beyondSchema.test(refused.message))
            expect([isValid(file), path]).toEqual([false, path]);
          delete parent.stranger;
        }
      }
    }
    expect(Math.min(seen.refused, seen.read, seen.beyond)).toBeGreaterThan(20);
  });
});

describe('the page of the format', () => {
  const page = readFileSync(new URL('../../src/models/format.md', import.meta.url), 'utf8');

  test('has an example that is read, and written again as it stands', () => {
    const [{ text }] = blocksOf(page).filter(({ language }) => language === 'json');
    const model = parseModel(text);
    expect(modelToJSON(model)).toMatchObject(JSON.parse(text));
    expect(isValid(JSON.parse(text))).toBe(true);
    expect([...model.parameters]).toEqual([0.25, 1.5, 0.9]);
    // E of the page's words, by hand: one pair of fidelity F has correlations of (4 F - 1) / 3.
    const [x, y] = [0.3, -0.4];
    const turned = (theta: number, angle: number) =>
      // RY(theta) after RZ(x) and H: the measured Z as a combination of X and Y, Z of the half.
      [Math.cos(theta), Math.sin(theta) * Math.sin(angle), -Math.sin(theta) * Math.cos(angle)] as const;
    const [a, b] = [turned(0.25, x), turned(1.5, y)];
    // H turns X into Z, Y into -Y and Z into X; <XX> = 1, <YY> = -1, <ZZ> = 1 of a perfect pair.
    const joint = a[0] * b[0] - a[1] * b[1] + a[2] * b[2];
    const flips = 1 - 2 * 0.01;
    const expected = 0.9 * flips * ((4 * 0.95 - 1) / 3) * joint;
    expect(model.expectations([[x, y]])[0]).toBeCloseTo(expected, 12);
  });

  test('names every field of the schema', () => {
    const words = new Set(page.match(/[A-Za-z0-9]+(-[a-z]+)*/g));
    const names = (node: unknown): string[] =>
      typeof node !== 'object' || node === null
        ? []
        : Object.entries(node).flatMap(([key, value]) => [
            ...(key === 'properties' ? Object.keys(value as object) : []),
            ...(key === 'enum' ? (value as unknown[]).map(String) : []),
            ...(key === 'const' ? [String(value)] : []),
            ...names(value),
          ]);
    const known = names(modelJsonSchema()).filter((name) => name !== 'ebit-model');
    expect([...new Set(known)].filter((name) => !words.has(name))).toEqual([]);
  });
});
