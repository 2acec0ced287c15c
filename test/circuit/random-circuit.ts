// Random circuits for properties: any gate, placement, controls, measurements, conditions and kinds of angle.

import { type Angle, constant, dataProduct, parameter, scaledData } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit, Control } from '../../src/circuit/circuit.js';
import { gateNames, gates } from '../../src/circuit/gates.js';
import type { Complex } from '../oracle/dense.js';
import fc from '../seeded.js';

export interface RandomCircuit {
  readonly circuit: Circuit;
  readonly parameters: readonly number[];
  readonly features: readonly number[];
}

const nParameters = 3;
const nFeatures = 3;
const number = fc.double({ min: -4, max: 4, noNaN: true, noDefaultInfinity: true });

const anInput: fc.Arbitrary<Angle> = fc
  .tuple(
    number,
    fc.array(fc.record({ feature: fc.nat(nFeatures - 1), offset: number, slope: number }), {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .map(([scale, factors]) => dataProduct(scale / 4, ...factors));

const anAngle: fc.Arbitrary<Angle> = fc.oneof(
  number.map(constant),
  fc.nat(nParameters - 1).map((index) => parameter(index)),
  fc
    .tuple(fc.nat(nParameters - 1), fc.constantFrom(-1, 0, 0.5, 2, -1.7), fc.constantFrom(0, 0.3, -Math.PI / 2))
    .map(([index, scale, offset]) => parameter(index, { scale, offset })),
  anInput,
  fc.tuple(fc.nat(nParameters - 1), anInput).map(([index, input]) => scaledData(index, input)),
);

/** What each step wants to do; what is impossible where it stands is left out of the circuit. */
const aStep = fc.record({
  gate: fc.constantFrom(...gateNames),
  order: fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }),
  roles: fc.array(fc.constantFrom('none', 'none', 'zero', 'one'), { minLength: 8, maxLength: 8 }),
  angle: anAngle,
  measure: fc.nat(9).map((n) => n === 0),
});

/** A circuit of 1..maxQubits qubits, with parameter and feature vectors for it. */
export function aCircuit(size: { maxQubits: number; maxOperations: number }): fc.Arbitrary<RandomCircuit> {
  return fc
    .record({
      qubits: fc.integer({ min: 1, max: size.maxQubits }),
      steps: fc.array(aStep, { maxLength: size.maxOperations }),
      parameters: fc.array(number, { minLength: nParameters, maxLength: nParameters }),
      features: fc.array(number, { minLength: nFeatures, maxLength: nFeatures }),
    })
    .map(({ qubits, steps, parameters, features }) => {
      let now = circuit(qubits, { parameters: nParameters, features: nFeatures });
      const measured = new Set<number>();
      for (const { gate, order, roles, angle, measure } of steps) {
        const all = Array.from({ length: qubits }, (_, q) => q).sort((a, b) => order[a] - order[b] || a - b);
        const free = all.filter((qubit) => !measured.has(qubit));
        const nTargets = gates[gate].targets;
        if (measure && free.length > 1) {
          measured.add(free[0]);
          now = now.measure(free[0]);
        } else if (free.length >= nTargets) {
          const guards = (from: readonly number[]): Control[] =>
            from.flatMap((qubit): Control[] =>
              roles[qubit] === 'none' ? [] : [{ qubit, value: roles[qubit] === 'one' ? 1 : 0 }],
            );
          now = now.gate(gate, free.slice(0, nTargets), {
            angle: gates[gate].hasAngle ? angle : undefined,
            controls: guards(free.slice(nTargets)),
            conditions: guards([...measured]),
          });
        }
      }
      return { circuit: now, parameters, features };
    });
}

/** A normalised state. */
export function aState(qubits: number): fc.Arbitrary<readonly Complex[]> {
  const entry = fc.tuple(number, number);
  return fc
    .array(entry, { minLength: 2 ** qubits, maxLength: 2 ** qubits })
    .filter((state) => state.reduce((total, [re, im]) => total + re * re + im * im, 0) > 0.1)
    .map((state) => {
      const length = Math.sqrt(state.reduce((total, [re, im]) => total + re * re + im * im, 0));
      return state.map(([re, im]): Complex => [re / length, im / length]);
    });
}
