import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fromOpenQasm } from '../../../src/circuit/read-open-qasm/read.js';
import { abs2, add, basisState, type Complex, conj, denseBranches, denseRun, times } from '../../oracle/dense.js';

interface Case {
  readonly name: string;
  readonly program: string;
  readonly amplitudes?: readonly number[];
  readonly probabilities?: readonly number[];
}

const fixtures = JSON.parse(readFileSync(new URL('../fixtures/qiskit-programs.json', import.meta.url), 'utf8')) as {
  readonly madeBy: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
};

/** A state times the phase that brings it as near to another as it comes: the whole's phase is nobody's to see. */
function turnedTo(state: readonly Complex[], other: readonly Complex[]): readonly Complex[] {
  const overlap = state.reduce<Complex>((total, amplitude, k) => add(total, times(conj(amplitude), other[k])), [0, 0]);
  const length = Math.sqrt(abs2(overlap));
  return state.map((amplitude) => times(amplitude, [overlap[0] / length, overlap[1] / length]));
}

describe(`what Qiskit ${fixtures.versions.qiskit} makes of programs`, () => {
  test('the fixtures say who made them', () => {
    expect(Object.keys(fixtures.versions)).toEqual(['python', 'qiskit', 'qiskit-qasm3-import']);
    expect(fixtures.cases.length).toBeGreaterThan(100);
  });

  test.each(fixtures.cases.map((one) => [one.name, one] as const))(
    '%s',
    (_, { program, amplitudes, probabilities }) => {
      const { circuit } = fromOpenQasm(program);
      const start = basisState(0, circuit.qubits);
      const expected: Complex[] = Array.from({ length: 2 ** circuit.qubits }, (__, k) =>
        amplitudes === undefined ? [probabilities![k], 0] : [amplitudes[2 * k], amplitudes[2 * k + 1]],
      );
      const found =
        amplitudes === undefined
          ? start.map(
              (__, k): Complex => [
                denseBranches(circuit, [], [], start).reduce((total, { state }) => total + abs2(state[k]), 0),
                0,
              ],
            )
          : turnedTo(denseRun(circuit, [], [], start), expected);
      expected.forEach((amplitude, k) => {
        expect(Math.hypot(found[k][0] - amplitude[0], found[k][1] - amplitude[1])).toBeLessThan(1e-12);
      });
    },
  );
});
