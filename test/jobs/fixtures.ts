import { chsh } from '../../src/data/chsh.js';
import { subset } from '../../src/data/dataset.js';
import type { Job } from '../../src/jobs/job.js';
import { classifier } from '../../src/models/classifier.js';
import { modelToJSON } from '../../src/models/model-file.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';

/** Two processors of two qubits: small enough that a fit takes a few milliseconds. */
export const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
export const training = chsh();
export const validation = subset(chsh(), [0, 3, 5, 6, 9, 10]);

/** A fit of that model. */
export function job(seed: number, more: Partial<Job> = {}): Job {
  return {
    model: modelToJSON(model),
    training,
    validation,
    settings: { seed, iterations: 20, evaluateEvery: 10 },
    checkpointEvery: null,
    resume: null,
    ...more,
  };
}
