// What every host does: it is copied beside each program here, imports the package by its name, and needs nothing else.
import { bellNetwork, chsh, classifier, digest, fitMany, qcnn } from 'ebit';

const model = () => classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });

async function digests(options) {
  const runs = await fitMany(model(), chsh(), { seeds: [1, 2], iterations: 20, tries: 1, ...options });
  return runs.map((run) => digest(run.model.parameters)).join(' ');
}

/**
 * Trains two fits in the calling thread, and again as told: in two workers, unless `options` says otherwise. Returns the
 * digests of the parameters, as JSON; or what went wrong.
 */
export async function trained(options = { workers: 2 }) {
  try {
    return JSON.stringify({ here: await digests({ workers: 0 }), there: await digests(options) });
  } catch (error) {
    return JSON.stringify({ error: `${error?.code ?? error?.name}: ${error?.message}` });
  }
}
