import { expect, test } from 'vitest';
import { fromWire, wireText } from '../../../src/node/redis/wire.js';

test.each([
  ['numbers that JSON writes otherwise', [-0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ['numbers at the edges', [Number.MIN_VALUE, Number.MAX_VALUE, 0.1, 2 ** 53]],
  ['a list of numbers', { list: Float64Array.of(-0, 0.1, Number.NaN, Number.MIN_VALUE), more: [null, true, 'x'] }],
  ['an empty list', new Float64Array(0)],
  ['objects that look like the wire', [{ number: '1' }, { float64: 3 }, { number: 'NaN', more: 1 }]],
])('%s come back bit for bit', (_, value) => {
  expect(fromWire(wireText(value))).toEqual(value);
});

test('the bytes of a number are those of IEEE 754, the least significant first', () => {
  // 1.5 is 0x3FF8000000000000.
  expect(wireText(Float64Array.of(1.5))).toBe(
    `{"float64":"${Buffer.from([0, 0, 0, 0, 0, 0, 0xf8, 0x3f]).toString('base64')}"}`,
  );
});

test('typed arrays of other kinds come back as lists of the same numbers', () => {
  expect(fromWire(wireText(Float32Array.of(0.5, 2)))).toEqual(Float64Array.of(0.5, 2));
  expect(fromWire(wireText(Int8Array.of(-1, 1)))).toEqual(Float64Array.of(-1, 1));
});
