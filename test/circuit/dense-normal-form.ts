// Applies a normal form to a dense state by its definition, term by term.
import type { Layer, NormalForm } from '../../src/circuit/normal-form.js';
import {
  angleValue,
  applyMatrix,
  basisState,
  bit,
  type Complex,
  cis,
  gateMatrix,
  type Matrix,
  type State,
  times,
} from '../oracle/dense.js';

/** A normal form on a state, by the definitions of PhaseTerm and FixedTerm. */
export function runNormalForm(
  form: NormalForm,
  parameters: ArrayLike<number>,
  features: ArrayLike<number>,
  state: State,
): State {
  return form.layers.reduce((now, layer) => runLayer(layer, form.qubits, parameters, features, now), state);
}

/** The matrix of a normal form. */
export function normalFormUnitary(
  form: NormalForm,
  parameters: ArrayLike<number> = [],
  features: ArrayLike<number> = [],
): Matrix {
  const size = 2 ** form.qubits;
  const columns = Array.from({ length: size }, (_, j) =>
    runNormalForm(form, parameters, features, basisState(j, form.qubits)),
  );
  return Array.from({ length: size }, (_, i) => columns.map((column) => column[i]));
}

function runLayer(
  layer: Layer,
  qubits: number,
  parameters: ArrayLike<number>,
  features: ArrayLike<number>,
  state: State,
): State {
  if (layer.kind === 'hadamard') {
    return layer.qubits.reduce((now, qubit) => applyMatrix(now, gateMatrix('h', 0), [qubit], [], qubits), state);
  }
  return state.map((amplitude, k): Complex => {
    let out = amplitude;
    for (const { parity, controls, even, odd, angle } of layer.terms) {
      if (!controls.every(({ qubit, value }) => bit(k, qubit, qubits) === value)) continue;
      const g = parity.reduce((total, qubit) => total + bit(k, qubit, qubits), 0) % 2 === 0 ? even : odd;
      out = times(out, cis((-angleValue(angle, parameters, features) * g) / 2));
    }
    for (const { parity, controls, even, odd } of layer.fixed) {
      if (!controls.every(({ qubit, value }) => bit(k, qubit, qubits) === value)) continue;
      const n = parity.reduce((total, qubit) => total + bit(k, qubit, qubits), 0) % 2 === 0 ? even : odd;
      out = times(out, cis((2 * Math.PI * n) / 16));
    }
    return out;
  });
}
