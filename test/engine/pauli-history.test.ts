// Histories cut in segments: the same gradient, to the last bit, from less memory.
import { describe, expect, test } from 'vitest';
import { backwardElements } from '../../src/engine/pauli-elements.js';
import { forwardHistory, keptHistory, segmented } from '../../src/engine/pauli-history.js';
import { itemsOf } from '../../src/engine/pauli-items.js';
import { compileSweep } from '../../src/engine/pauli-sweep.js';
import { noisyCases } from '../models/noisy-cases.js';

const forms = noisyCases.map(({ name, model: { programs } }) => {
  const [{ trainable, readouts }] = programs;
  const met = readouts.reduce((bits, qubit) => bits | (1 << qubit), 0);
  const { elements } = backwardElements(trainable.operations, met);
  return { name, form: compileSweep(itemsOf(elements), readouts, { list: [] }).sweep };
});

describe.each(forms)('$name', ({ form }) => {
  const histories = [forwardHistory(form), ...[1, 2, 3, 1000].map((length) => segmented(form, length))];

  test('what an operation reads is what the one in front of it made', () => {
    for (const { places, end } of histories) {
      let at = 0;
      for (const [from, to] of places) {
        expect(from).toBe(at);
        at = to;
      }
      expect(end).toBe(at);
    }
  });

  test('no vector of a segment stands on another one, or on the first one of any', () => {
    for (const { places, segmentStarts, strings } of histories.slice(1)) {
      const firsts = segmentStarts.slice(0, -1).map((n) => (n < places.length ? places[n][0] : 0));
      for (let segment = 0; segment + 1 < segmentStarts.length; segment++) {
        const made = new Map<number, number>();
        for (let n = segmentStarts[segment]; n < segmentStarts[segment + 1]; n++) {
          const { strings: length } = form.operations[n];
          const [from, to] = places[n];
          expect(to + length).toBeLessThanOrEqual(strings);
          if (to === from) continue;
          for (const [other, otherLength] of made) expect(other >= to + length || to >= other + otherLength).toBe(true);
          made.set(to, length);
        }
        // The last one is the first of the next segment.
        for (const to of [...made.keys()].slice(0, -1)) expect(firsts).not.toContain(to);
      }
    }
  });

  test('segments take less where there is much to keep', () => {
    const whole = keptHistory(form, Number.POSITIVE_INFINITY);
    const cut = keptHistory(form, 0);
    expect(whole.segmentStarts).toHaveLength(2);
    expect(cut.segmentStarts.length).toBeGreaterThan(2);
    if (form.operations.length > 20) expect(cut.strings).toBeLessThan(whole.strings);
  });
});
