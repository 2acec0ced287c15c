import { describe, expect, test } from 'vitest';
import { constant, data, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Control } from '../../src/circuit/circuit.js';
import { type FixedTerm, normalForm, type PhaseTerm } from '../../src/circuit/normal-form.js';
import { cos, sin } from '../../src/core/math.js';
import { fixedPhases, hadamardScale, spectrumOf } from '../../src/engine/walsh.js';
import fc from '../seeded.js';

const QUBITS = 5;

/** Qubits of a term: some for the parity, others as controls. */
const aSupport = fc
  .record({
    roles: fc.array(fc.constantFrom('none', 'parity', 'zero', 'one'), { minLength: QUBITS, maxLength: QUBITS }),
  })
  .map(({ roles }) => ({
    parity: roles.flatMap((role, qubit) => (role === 'parity' ? [qubit] : [])),
    controls: roles.flatMap((role, qubit): Control[] =>
      role === 'zero' || role === 'one' ? [{ qubit, value: role === 'one' ? 1 : 0 }] : [],
    ),
  }));

/** Any order of the qubits as row bits. */
const aPlacement = fc
  .array(fc.nat(1000), { minLength: QUBITS, maxLength: QUBITS })
  .map((keys) => keys.map((_, q) => q).sort((a, b) => keys[a] - keys[b] || a - b));

const isSet = (row: number, bit: number): boolean => Math.floor(row / 2 ** bit) % 2 === 1;

/** g of a term on a row, by the words of its definition. */
function chosen(term: Pick<FixedTerm, 'parity' | 'controls' | 'even' | 'odd'>, bits: readonly number[], row: number) {
  if (!term.controls.every(({ qubit, value }) => isSet(row, bits[qubit]) === (value === 1))) return 0;
  return term.parity.filter((qubit) => isSet(row, bits[qubit])).length % 2 === 1 ? term.odd : term.even;
}

describe('spectrumOf', () => {
  test('its characters add up to g/2 on every row', () => {
    const values = fc.integer({ min: -4, max: 4 });
    fc.assert(
      fc.property(aSupport, aPlacement, values, values, (support, bits, even, odd) => {
        const term: PhaseTerm = { angle: parameter(0), ...support, even, odd };
        const characters = spectrumOf(term, (qubit) => bits[qubit]);
        for (let row = 0; row < 2 ** QUBITS; row++) {
          const sum = characters.reduce((total, { mask, coefficient }) => {
            const ones = [...(mask & row).toString(2)].filter((digit) => digit === '1').length;
            return total + (ones % 2 === 1 ? -coefficient : coefficient);
          }, 0);
          // Multiples of 2^-7: sums are exact.
          expect(sum).toBe(chosen(term, bits, row) / 2);
        }
        expect(characters.every(({ coefficient }) => coefficient !== 0)).toBe(true);
      }),
    );
  });

  test('of the rotations is what the formulas say', () => {
    const bitOf = (qubit: number): number => 2 - qubit;
    const term = (parity: number[], controls: Control[], even: number, odd: number): PhaseTerm => ({
      angle: data(0),
      parity,
      controls,
      even,
      odd,
    });
    expect(spectrumOf(term([1], [], 1, -1), bitOf)).toEqual([{ mask: 2, coefficient: 0.5 }]);
    expect(spectrumOf(term([0, 2], [], 1, -1), bitOf)).toEqual([{ mask: 5, coefficient: 0.5 }]);
    expect(spectrumOf(term([2], [], 0, -2), bitOf)).toEqual([
      { mask: 0, coefficient: -0.5 },
      { mask: 1, coefficient: 0.5 },
    ]);
    expect(spectrumOf(term([0], [{ qubit: 2, value: 1 }], 1, -1), bitOf)).toEqual([
      { mask: 4, coefficient: 0.25 },
      { mask: 5, coefficient: -0.25 },
    ]);
    expect(spectrumOf(term([0], [{ qubit: 2, value: 0 }], 1, -1), bitOf)).toEqual([
      { mask: 4, coefficient: 0.25 },
      { mask: 5, coefficient: 0.25 },
    ]);
  });
});

describe('fixedPhases', () => {
  test('are the product of the terms on every row, parameters and data left out', () => {
    const aFixed = fc.tuple(aSupport, fc.nat(15), fc.nat(15)).map(([s, even, odd]): FixedTerm => ({ ...s, even, odd }));
    const value = fc.double({ min: -4, max: 4, noNaN: true });
    const small = fc.integer({ min: -2, max: 2 });
    const aPhase = fc
      .tuple(aSupport, fc.oneof(value.map(constant), fc.constant(parameter(0)), fc.constant(data(1))), small, small)
      .map(([s, angle, even, odd]): PhaseTerm => ({ angle, ...s, even, odd }));
    fc.assert(
      fc.property(
        fc.array(aPhase, { maxLength: 4 }),
        fc.array(aFixed, { maxLength: 4 }),
        aPlacement,
        fc.constantFrom(1, 0.5, Math.SQRT1_2),
        (terms, fixed, bits, scale) => {
          const { re, im } = fixedPhases(terms, fixed, QUBITS, (qubit) => bits[qubit], scale);
          expect(re).toHaveLength(2 ** QUBITS);
          for (let row = 0; row < 2 ** QUBITS; row++) {
            let phase = 0;
            for (const term of fixed) phase += (2 * Math.PI * chosen(term, bits, row)) / 16;
            for (const term of terms) {
              if (term.angle.kind === 'constant') phase -= (term.angle.value * chosen(term, bits, row)) / 2;
            }
            expect(Math.abs(re[row] - scale * Math.cos(phase))).toBeLessThan(1e-14);
            expect(Math.abs(im[row] - scale * Math.sin(phase))).toBeLessThan(1e-14);
          }
        },
      ),
    );
  });

  const h = Math.SQRT1_2;
  test.each([
    ['z', [1, -1], [0, 0]],
    ['s', [1, 0], [0, 1]],
    ['sdg', [1, 0], [0, -1]],
    ['t', [1, h], [0, h]],
    ['tdg', [1, h], [0, -h]],
  ] as const)('of %s are exact', (gate, re, im) => {
    const [layer] = normalForm(circuit(1).gate(gate, [0])).layers;
    if (layer.kind !== 'diagonal') throw new Error('not a diagonal');
    const found = fixedPhases(layer.terms, layer.fixed, 1, () => 0, 1);
    expect(Array.from(found.re, (x) => x + 0)).toEqual([...re]);
    expect(Array.from(found.im, (x) => x + 0)).toEqual([...im]);
  });

  test('of cz, and of sixteenth turns all around, are exact where they can be', () => {
    const [layer] = normalForm(circuit(2).cz(0, 1)).layers;
    if (layer.kind !== 'diagonal') throw new Error('not a diagonal');
    const found = fixedPhases(layer.terms, layer.fixed, 2, (qubit) => 1 - qubit, 1);
    expect(Array.from(found.re)).toEqual([1, 1, 1, -1]);
    expect(Array.from(found.im, (x) => x + 0)).toEqual([0, 0, 0, 0]);
    for (let n = -16; n < 32; n++) {
      const { re, im } = fixedPhases([], [{ parity: [0], controls: [], even: 0, odd: n }], 1, () => 0, 1);
      const turn = (n + 16) % 16;
      expect(re[1]).toBeCloseTo(Math.cos((Math.PI * turn) / 8), 14);
      expect(im[1]).toBeCloseTo(Math.sin((Math.PI * turn) / 8), 14);
      if (n % 4 === 0) expect(Math.abs(re[1]) + Math.abs(im[1])).toBe(1);
      if (n % 4 === 2 || n % 4 === -2) expect(Math.abs(re[1])).toBe(Math.abs(im[1]));
    }
    const { re, im } = fixedPhases([], [{ parity: [0], controls: [], even: 0, odd: 1 }], 1, () => 0, 1);
    expect([re[1], im[1]]).toEqual([cos(Math.PI / 8), sin(Math.PI / 8)]);
  });
});

test('hadamardScale is 2^(-n/2), exact for even n', () => {
  const h = Math.SQRT1_2;
  expect([0, 1, 2, 3, 4, 5, 8, 20].map(hadamardScale)).toEqual([1, h, 0.5, h / 2, 0.25, h / 4, 2 ** -4, 2 ** -10]);
});
