// The observable's light cone: U^+ Z U run from the readout backwards touches few qubits at first.
import { invertNormalForm, type Layer, type NormalForm, type PhaseTerm } from '../circuit/normal-form.js';

/** A run of layers on some of the qubits; the next run's qubits are more. */
export interface ConeStage {
  readonly qubits: ReadonlySet<number>;
  readonly layers: readonly Layer[];
}

function qubitsOf(term: Pick<PhaseTerm, 'parity' | 'controls'>): number[] {
  return [...term.parity, ...term.controls.map((control) => control.qubit)];
}

/**
 * Splits the inverse circuit into stages of growing sets of qubits, from the readout to all qubits.
 *
 * What acts beside the cone cancels against its own inverse and is left out. The first stage holds two qubits, the
 * readout and the one that it meets first, since the core's passes work on pairs.
 *
 * @param order - all qubits, at least two
 */
export function lightCone(form: NormalForm, readout: number, order: readonly number[]): ConeStage[] {
  const inverse = invertNormalForm(form).layers;
  let cone = new Set([readout]);
  cone.add(firstNeighbour(inverse, readout) ?? order.find((qubit) => qubit !== readout) ?? readout);
  const stages: { qubits: ReadonlySet<number>; layers: Layer[] }[] = [{ qubits: cone, layers: [] }];
  for (const layer of inverse) {
    if (layer.kind === 'hadamard') {
      const qubits = layer.qubits.filter((qubit) => cone.has(qubit));
      if (qubits.length > 0) stages[stages.length - 1].layers.push({ kind: 'hadamard', qubits });
      continue;
    }
    const inside = cone;
    const touches = (term: Pick<PhaseTerm, 'parity' | 'controls'>): boolean =>
      term.parity.some((qubit) => inside.has(qubit)) || term.controls.some(({ qubit }) => inside.has(qubit));
    const terms = layer.terms.filter(touches);
    const fixed = layer.fixed.filter(touches);
    if (terms.length + fixed.length === 0) continue;
    const added = [...terms, ...fixed].flatMap(qubitsOf).filter((qubit) => !cone.has(qubit));
    if (added.length > 0) {
      cone = new Set([...cone, ...added]);
      stages.push({ qubits: cone, layers: [] });
    }
    stages[stages.length - 1].layers.push({ kind: 'diagonal', terms, fixed });
  }
  if (cone.size < order.length) stages.push({ qubits: new Set(order), layers: [] });
  return stages;
}

function firstNeighbour(layers: readonly Layer[], readout: number): number | undefined {
  for (const layer of layers) {
    if (layer.kind === 'hadamard') continue;
    for (const term of [...layer.terms, ...layer.fixed]) {
      const qubits = qubitsOf(term);
      if (qubits.includes(readout) && qubits.length > 1) return qubits.find((qubit) => qubit !== readout);
    }
  }
  return undefined;
}
