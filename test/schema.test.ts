import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { checked } from '../src/schema.js';
import { refusal } from './refusal.js';

const schema = v.strictObject({
  size: v.pipe(v.number(), v.integer()),
  inner: v.optional(v.strictObject({ a: v.string() })),
});

describe('checked', () => {
  test('returns what fits', () => {
    expect(checked(schema, { size: 3, inner: { a: 'x' } }, 'config', 'The box')).toEqual({
      size: 3,
      inner: { a: 'x' },
    });
  });

  test.each([
    [{ size: 3, siz: 4 }, 'The box has an unknown key "siz"; remove it or correct its spelling.'],
    [{ size: 3, inner: { a: 'x', b: 1 } }, 'The box has an unknown key "inner.b"; remove it or correct its spelling.'],
    [
      JSON.parse('{ "size": 3, "__proto__": {} }'),
      'The box has an unknown key "__proto__"; remove it or correct its spelling.',
    ],
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
