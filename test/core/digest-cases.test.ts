// The bits of every kernel, pinned, and the memory that it takes: the same on every machine and runtime.
//
// That they are right is shown elsewhere, against formulas and dense simulators. Who changes a kernel's order of summation
// or its work space changes this table rightfully: `npx vitest run --config .ci/vitest.config.ts test/core/digest-cases -u`.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { digestCases } from './digest-cases.js';

test('every kernel has the bits, and takes the memory, that it had', () => {
  const found = digestCases.map(({ name, run }) => {
    const { numbers, bytes } = run();
    const digest = createHash('sha256')
      .update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
      .digest('hex');
    return `${digest.slice(0, 16)} ${bytes} bytes: ${name}`;
  });
  expect(found).toMatchSnapshot();
});
