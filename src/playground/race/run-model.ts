import { classifier } from '../../models/classifier.js';
import type { Model } from '../../models/model-types.js';
import { qcnn } from '../../models/qcnn.js';
import { network } from '../../network/network.js';
import type { RaceData } from './data.js';
import type { RunSettings } from './settings.js';

/** How many ebits two parties can share: one a qubit of the smaller one. */
export function ebitRoom({ qubits }: Pick<RaceData, 'qubits'>): number {
  return Math.min(4, ...qubits);
}

/**
 * Returns the untrained model of a run, at the start that its seed gives.
 *
 * @throws EbitError 'network', 'circuit' or 'range' if settings and data do not fit each other
 */
export function runModel(settings: RunSettings, { qubits, table }: Pick<RaceData, 'qubits' | 'table'>): Model {
  const { ebits, fidelity, depth, mixing, seed } = settings;
  const model = classifier({
    network: network({
      processors: [
        { name: 'A', qubits: qubits[0] },
        { name: 'B', qubits: qubits[1] },
      ],
      ebits: Array.from({ length: ebits }, (_, j) => ({ between: [`A.${j}`, `B.${j}`] as const, fidelity })),
    }),
    mixing: { layers: mixing },
    circuit: qcnn({ depth }),
    seed,
  });
  return table === null ? model : model.withTable(table);
}
