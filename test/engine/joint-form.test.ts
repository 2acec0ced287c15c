import { describe, expect, it } from 'vitest';
import { constant, parameter } from '../../src/circuit/angle.js';
import { circuit } from '../../src/circuit/builder.js';
import type { Circuit } from '../../src/circuit/circuit.js';
import { normalForm } from '../../src/circuit/normal-form.js';
import { JointEngine } from '../../src/engine/joint-engine.js';
import { jointLayers } from '../../src/engine/joint-form.js';
import { amplitudes, expectationGradient } from '../../src/simulator/simulator.js';
import { aCircuit } from '../circuit/random-circuit.js';
import fc from '../seeded.js';
import { plainRun } from '../simulator/plain-state.js';

const kinds = (built: Circuit): string =>
  jointLayers(built)
    .map(({ kind }) => kind[0])
    .join('');

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}

describe('layers on a joint state', () => {
  it('CX and SWAP one behind the other are one permutation', () => {
    let built = circuit(5);
    for (let q = 0; q < 5; q++) built = built.cx(q, (q + 1) % 5).swap(q, (q + 2) % 5);
    expect(kinds(built)).toBe('p');
  });

  it('what permutes and permutes back moves nothing: RZ between two CX is RZZ', () => {
    const around = circuit(2).cx(0, 1).rz(parameter(0), 1).cx(0, 1);
    expect(jointLayers(around)).toEqual(jointLayers(circuit(2).rzz(parameter(0), 0, 1)));
    expect(jointLayers(circuit(2).swap(0, 1).swap(1, 0))).toEqual([]);
  });

  it('a Hadamard follows a qubit that was swapped to another place', () => {
    expect(jointLayers(circuit(3).swap(0, 2).h(0).t(0)).slice(0, 2)).toEqual([
      { kind: 'hadamard', qubits: [2] },
      { kind: 'diagonal', terms: [], fixed: [{ parity: [2], controls: [], even: 0, odd: 2 }] },
    ]);
  });

  it('terms that several places share wait until the amplitudes are moved', () => {
    let built = circuit(6);
    for (let layer = 0; layer < 2; layer++) {
      for (let q = 0; q < 6; q++) built = built.ry(parameter(q), q);
      for (let q = 0; q + 1 < 6; q++) built = built.cx(q, q + 1);
    }
    expect(kinds(built)).toBe('dhdhdpdhdhdp');
    for (const layer of jointLayers(built)) {
      if (layer.kind !== 'diagonal') continue;
      for (const { parity } of [...layer.terms, ...layer.fixed]) expect(parity).toHaveLength(1);
    }
  });

  it('the plain normal form is taken where its Hadamards cancel', () => {
    const built = circuit(2).h(1).cx(0, 1).h(1);
    expect(jointLayers(built)).toEqual(jointLayers(circuit(2).cz(0, 1)));
  });

  it('circuits without CX and SWAP keep their normal form', () => {
    fc.assert(
      fc.property(aCircuit({ maxQubits: 5, maxOperations: 14 }), ({ circuit: any }) => {
        const operations = any.operations.filter(
          (operation) => operation.kind !== 'gate' || !['x', 'y', 'swap'].includes(operation.gate),
        );
        const without = { ...any, operations };
        expect(jointLayers(without)).toEqual(normalForm(without).layers);
      }),
    );
  });
});

type Step = readonly [kind: number, a: number, b: number, c: number];

/** Circuits that are mostly CX, SWAP and what permutes like them, with rotations and Hadamards in between. */
function permuting(qubits: number, steps: readonly Step[]): Circuit {
  let built = circuit(qubits, { parameters: 3 });
  for (const [kind, first, second, third] of steps) {
    const a = first % qubits;
    const b = (a + 1 + (second % (qubits - 1))) % qubits;
    const angle = parameter(third % 3);
    if (kind < 4) built = built.cx(a, b);
    else if (kind < 6) built = built.swap(a, b);
    else if (kind === 6) built = built.controlled([{ qubit: a, value: 0 }], (inner) => inner.x(b));
    else if (kind === 7) built = built.controlled([{ qubit: a, value: 0 }], (inner) => inner.y(b));
    else if (kind === 8) built = built.x(a).rz(angle, b);
    else if (kind === 9) built = built.rz(angle, a).rzz(parameter((third + 1) % 3), a, b);
    else if (kind === 10) built = built.h(a).t(b);
    else if (kind === 11) built = built.ry(angle, a);
    else if (kind === 12) built = built.controlled([{ qubit: a, value: 0 }], (inner) => inner.phase(angle, b));
    else built = built.rx(constant(0.3 + third), b);
  }
  return built;
}

const aStep: fc.Arbitrary<Step> = fc.tuple(fc.nat(13), fc.nat(1000), fc.nat(1000), fc.nat(2));
const parameters = [0.3, 1.1, -0.7];

describe('circuits of permutations', () => {
  it('give the amplitudes of a plain simulation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }), fc.array(aStep, { maxLength: 40 }), (qubits, steps) => {
        const built = permuting(qubits, steps);
        expect(largestDifference(amplitudes(built, { parameters }), plainRun(built, parameters, []))).toBeLessThan(
          1e-12,
        );
      }),
      { numRuns: 200 },
    );
  });

  it.each([10, 11, 13])('in all parts of a state of %i qubits', (qubits) => {
    fc.assert(
      fc.property(fc.array(aStep, { minLength: 30, maxLength: 60 }), (steps) => {
        const built = permuting(qubits, steps);
        expect(largestDifference(amplitudes(built, { parameters }), plainRun(built, parameters, []))).toBeLessThan(
          1e-12,
        );
      }),
      { numRuns: 5 },
    );
  });

  it('have the gradient of central differences, and run back to the state before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.array(aStep, { maxLength: 30 }), (qubits, steps) => {
        const built = permuting(qubits, steps);
        const value = (at: readonly number[]): number => {
          // <Z on qubit 0>.
          const state = plainRun(built, at, []);
          return state.reduce((sum, x, i) => sum + (i < state.length / 2 ? x * x : -x * x), 0);
        };
        const observable = `Z${'I'.repeat(qubits - 1)}`;
        const { gradient } = expectationGradient(built, observable, { parameters });
        gradient.forEach((slope, i) => {
          const shifted = (by: number) => value(parameters.map((p, j) => p + (j === i ? by : 0)));
          expect(slope).toBeCloseTo((shifted(1e-5) - shifted(-1e-5)) / 2e-5, 7);
        });
        const engine = new JointEngine(built, true);
        engine.setAngles(parameters, new Float64Array(0));
        for (let again = 0; again < 2; again++) {
          engine.reset();
          engine.run();
          const found = engine.gradient([{ coefficient: 1, pauli: { x: 0, z: 1 << (qubits - 1), phase: 0 } }]);
          expect(largestDifference(found, gradient)).toBeLessThan(1e-12);
          expect(engine.amplitudes()[0]).toBeCloseTo(1, 12);
        }
        engine.close();
      }),
      { numRuns: 60 },
    );
  });

  it('stay within the numbers when many Hadamards and permutations alternate', () => {
    let built = circuit(6);
    for (let layer = 0; layer < 400; layer++) {
      for (let q = 0; q < 6; q++) built = built.h(q);
      for (let q = 0; q + 1 < 6; q++) built = built.cx(q, q + 1);
      built = built.cx(5, 2).swap(0, 3);
    }
    expect(kinds(built)).toContain('hphp');
    expect(largestDifference(amplitudes(built), plainRun(built, [], []))).toBeLessThan(1e-12);
    const { value } = expectationGradient(built.rx(constant(0.2), 1), 'ZZZZZZ');
    expect(Math.abs(value)).toBeLessThanOrEqual(1);
  });
});
