import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { checked } from '../src/schema.js';
import { refusal } from './refusal.js';

const schema = v.strictObject({
  size: v.pipe(v.number(), v.integer()),
  weight: v.optional(v.pipe(v.number(), v.finite())),
  inner: v.optional(v.strictObject({ a: v.string() })),
  pairs: v.optional(v.picklist(['ring', 'chain'])),
  parts: v.optional(
    v.array(
      v.variant('kind', [
        v.strictObject({ kind: v.literal('round'), radius: v.number() }),
        v.strictObject({ kind: v.literal('square'), side: v.number(), radios: v.optional(v.string()) }),
      ]),
    ),
  ),
});

describe('checked', () => {
  test('returns what fits', () => {
    expect(checked(schema, { size: 3, inner: { a: 'x' } }, 'config', 'The box')).toEqual({
      size: 3,
      inner: { a: 'x' },
    });
  });

  test.each([
    [
      { size: 3, weight: Number.POSITIVE_INFINITY },
      'The box is not valid at "weight": Infinity where a finite number belongs.',
    ],
    [{ size: 3, siz: 4 }, 'The box has an unknown key "siz"; remove it or correct its spelling. Did you mean "size"?'],
    [
      { size: 3, inner: { a: 'x', note: 1 } },
      'The box has an unknown key "inner.note"; remove it or correct its spelling.',
    ],
    [
      JSON.parse('{ "size": 3, "__proto__": {} }'),
      'The box has an unknown key "__proto__"; remove it or correct its spelling.',
    ],
    [
      { size: 3, parts: [{ kind: 'round', radius: 1, radiuss: 2 }] },
      'The box has an unknown key "parts.0.radiuss"; remove it or correct its spelling. Did you mean "radius"?',
    ],
    [
      { size: 3, parts: [{ kind: 'square', side: 1, radiuss: 2 }] },
      'The box has an unknown key "parts.0.radiuss"; remove it or correct its spelling. Did you mean "radios"?',
    ],
    [
      { size: 3, pairs: 'rings' },
      'The box is not valid at "pairs": "rings" where ("ring" | "chain") belongs. Did you mean "ring"?',
    ],
    [
      { size: 3, parts: [{ kind: 'Round', radius: 1 }] },
      'The box is not valid at "parts.0.kind": "Round" where ("round" | "square") belongs. Did you mean "round"?',
    ],
    [{ size: 'x'.repeat(60) }, `The box is not valid at "size": "${'x'.repeat(40)}…" where number belongs.`],
    [
      { size: 3, ['x'.repeat(60)]: 1 },
      `The box has an unknown key "${'x'.repeat(40)}…"; remove it or correct its spelling.`,
    ],
    [{ siz: 3 }, 'The box has an unknown key "siz"; remove it or correct its spelling. Did you mean "size"?'],
    [{}, 'The box lacks "size"; add it.'],
    [{ size: '3' }, 'The box is not valid at "size": "3" where number belongs.'],
    [{ size: 0.5 }, 'The box is not valid at "size": Invalid integer: Received 0.5.'],
    [null, 'The box is not valid: null where Object belongs.'],
  ])('refuses %j in words', (value, sentence) => {
    expect(refusal(() => checked(schema, value, 'config', 'The box'))).toMatchObject({
      code: 'config',
      message: sentence,
    });
  });
});
