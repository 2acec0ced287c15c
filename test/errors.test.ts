import { expect, test } from 'vitest';
import { EbitError, errorCodes, isEbitError } from '../src/errors.js';

test('carries its code, message and cause', () => {
  const cause = new Error('no space left');
  const error = new EbitError('disk', 'The disk is full.', { cause });
  expect(error).toBeInstanceOf(Error);
  expect([error.name, error.code, error.message, error.cause]).toEqual([
    'EbitError',
    'disk',
    'The disk is full.',
    cause,
  ]);
});

test('the codes are distinct', () => {
  expect(new Set(errorCodes).size).toBe(errorCodes.length);
});

test('is recognised, and nothing else is', () => {
  expect(isEbitError(new EbitError('shape', 'x'))).toBe(true);
  expect(isEbitError(Object.assign(new Error('x'), { name: 'EbitError', code: 'shape' }))).toBe(true);
  expect(isEbitError(Object.assign(new Error('x'), { name: 'EbitError', code: 'no such code' }))).toBe(false);
  expect(isEbitError(Object.assign(new Error('x'), { code: 'shape' }))).toBe(false);
  expect(isEbitError({ name: 'EbitError', code: 'shape' })).toBe(false);
  expect(isEbitError(undefined)).toBe(false);
});
