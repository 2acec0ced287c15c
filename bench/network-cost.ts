// What a step takes by the number of processors and by the number of ebits, beside the products that are counted beforehand:
// `ebit reproduce cost-curves` draws the counts, which are the same on every machine. No goals.

import { classifier } from '../src/models/classifier.js';
import type { Model } from '../src/models/model-types.js';
import { networkCost } from '../src/models/network-cost.js';
import { qcnn } from '../src/models/qcnn.js';
import { openSession } from '../src/models/session.js';
import { bellNetwork } from '../src/network/bell-network.js';
import { topology } from '../src/network/topology.js';
import type { Bench } from './bench.js';
import { burst, race } from './measure.js';
import { randomData } from './problem.js';
import { type Row, timeRow } from './row.js';

const name = 'network-cost';
const rowsAStep = 256;

function ringOf(parties: number): { readonly label: string; readonly model: Model } {
  const network = topology('ring', parties, { qubits: 2 });
  const model = classifier({ network, circuit: qcnn({ depth: 2 }), weights: 'parity', seed: 1 });
  return { label: `ring of ${parties}, 2 qubits each, parity weights`, model };
}

/** Pairs that are not perfect, since two processors that share a perfect one for every qubit are computed as one. */
function ebitsOf(ebits: number): { readonly label: string; readonly model: Model } {
  const network = bellNetwork({ ebits, qubits: 6, fidelity: 0.95 });
  const model = classifier({ network, circuit: qcnn({ depth: 2 }), seed: 1 });
  return { label: `${ebits} of 6 qubits in ebits of fidelity 0.95, two processors`, model };
}

export const networkCosts: Bench = {
  name,
  title: `A training step by processors and by ebits, qcnn of depth 2, ${rowsAStep} rows, one thread`,
  async run({ effort, quick }) {
    const parties = quick ? [3, 4] : [3, 4, 6, 8, 12, 16];
    const ebits = quick ? [1, 2] : [1, 2, 3, 4, 5];
    const cases = [...parties.map(ringOf), ...ebits.map(ebitsOf)].map(({ label, model }) => {
      const data = randomData(
        model.features.reduce((sum, own) => sum + own, 0),
        rowsAStep,
      );
      const session = openSession(model, data.rows, data.labels);
      const gradient = new Float64Array(model.parameters.length);
      const contender = burst(label, () => session.step(model.parameters, null, 'mse', gradient), effort);
      return { label, products: networkCost(model).products, contender, close: () => session.close() };
    });
    const times = await race(
      cases.map(({ contender }) => contender),
      effort.rounds,
    );
    return cases.flatMap(({ label, products, close }): Row[] => {
      close();
      return [
        timeRow(name, label, times[label], { count: rowsAStep, unit: 'samples/s' }),
        {
          bench: name,
          what: '  counted a row',
          value: products,
          unit: 'products',
          quartiles: null,
          rate: null,
          goal: null,
        },
      ];
    });
  },
};
