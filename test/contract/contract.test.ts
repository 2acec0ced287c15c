import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as ebit from '../../src/index.js';
import { chromiumAbsence } from '../browser/absence.js';
import { everywhere } from '../everywhere.js';
import { bundledWorker } from '../jobs/bundled-worker.js';
import { answer } from './answer.js';
import { compared } from './comparison.js';
import { type Digests, elementDifference, firstDifference } from './difference.js';
import type { Library } from './program.js';
import { type Runtime, runtimes } from './runtimes.js';
import { variations } from './variations.js';

const digests: Digests = JSON.parse(readFileSync(new URL('./digests.json', import.meta.url), 'utf8'));
/** Every cut and every number of workers, but all combinations only where there is time for it. */
const tried = process.env.EBIT_WHOLE === '1' ? variations : [variations[0], variations[3], variations[5]];
const orders = tried.map((variation) => ({ variation }));

describe('the committed digests are', () => {
  it('those of the sources, in this thread and two others', async () => {
    const script = await bundledWorker('src/jobs/worker.ts');
    const answers = await answer(ebit, { variation: { workers: 2, chunking: 2 } }, script);
    rmSync(script);
    expect(firstDifference(digests, answers)).toBeNull();
  });

  for (const runtime of runtimes(chromiumAbsence)) {
    const { name, absent } = runtime;
    // A machine may lack a runtime; the title says so where the results are read.
    if (absent !== null && !everywhere) it.skip(`NOT CHECKED: ${name} is not here; ${absent}`, () => {});
    else
      it(`those of ${name}, whatever the workers and the cuts`, async () => {
        const answers = await runtime.answers(orders);
        expect(answers).toHaveLength(tried.length);
        for (const given of answers) expect(firstDifference(digests, given)).toBeNull();
      }, 180_000);
  }
});

describe('a number that is disturbed in its last bit', () => {
  /** A library whose Fisher matrix has one wrong bit. */
  const disturbed: Library = {
    ...ebit,
    fisherMatrix(...given) {
      const matrix = ebit.fisherMatrix(...given);
      const bits = new BigUint64Array(matrix.buffer, matrix.byteOffset, matrix.length);
      bits[7] ^= 1n;
      return matrix;
    },
  };
  let script: URL;
  beforeAll(async () => {
    script = await bundledWorker('src/jobs/worker.ts');
  });
  afterAll(() => rmSync(script));

  /** A runtime that runs in this process; one variation stands for all. */
  function inThisProcess(name: string, library: Library): Runtime {
    return {
      name,
      absent: null,
      async answers(orders) {
        const answers = await answer(library, orders[0], script);
        return orders.map(() => answers);
      },
    };
  }

  it('is found, with the value and the element that it is in', async () => {
    const [right, wrong] = [inThisProcess('Right', ebit), inThisProcess('Wrong', disturbed)];
    expect(await compared(right, right, digests)).toEqual({
      agrees: true,
      text: `${Object.keys(digests).length} values in 6 variations as committed`,
    });
    const { agrees, text } = await compared(wrong, right, digests);
    expect(agrees).toBe(false);
    expect(text).toMatch(
      /^"Fisher matrix" differs first, with 1 workers and cut 0; beside Right: 1 of 1296 numbers differ, the first is element 7: \S+ \([0-9a-f]{16}\) in place of \S+ \([0-9a-f]{16}\)$/,
    );
  });
});

describe('firstDifference', () => {
  const answers = [
    { name: 'a', digest: '1' },
    { name: 'b', digest: '2' },
  ];

  it('goes by the committed order, and finds what is missing or new', () => {
    expect(firstDifference({ a: '1', b: '2' }, answers)).toBeNull();
    expect(firstDifference({ a: '0', b: '0' }, answers)).toEqual({ name: 'a', expected: '0', found: '1' });
    expect(firstDifference({ a: '1', c: '3' }, answers)).toEqual({ name: 'c', expected: '3', found: null });
    expect(firstDifference({ a: '1' }, answers)).toEqual({ name: 'b', expected: null, found: '2' });
  });
});

describe('elementDifference', () => {
  it('counts and shows the numbers', () => {
    const one = '3ff0000000000000';
    const two = '4000000000000000';
    expect(elementDifference([one, two], [one, two])).toBe('the same numbers');
    expect(elementDifference([one], [one, two])).toBe('2 numbers in place of 1');
    expect(elementDifference([one, one, one], [one, two, two])).toBe(
      `2 of 3 numbers differ, the first is element 1: 2 (${two}) in place of 1 (${one})`,
    );
  });
});
