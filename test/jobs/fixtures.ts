import { chsh } from '../../src/data/chsh.js';
import { subset } from '../../src/data/dataset.js';
import type { Job } from '../../src/jobs/job.js';
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { type FitTask, fitTask } from '../../src/tasks/fit-task.js';
import type { PartialTraining } from '../../src/tasks/training-settings.js';

/** Two processors of two qubits: small enough that a fit takes a few milliseconds. */
export const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
export const training = chsh();
export const validation = subset(chsh(), [0, 3, 5, 6, 9, 10]);

/** A fit of that model. */
export function job(seed: number, more: PartialTraining = {}): Job & { readonly task: FitTask } {
  return {
    task: fitTask({
      data: { kind: 'rows', training, validation },
      network: { processors: ['A', 'B'].map((name) => ({ name, qubits: 2 })) },
      model: { depth: 1 },
      training: { seed, iterations: 20, evaluateEvery: 10, ...more },
    }),
  };
}

/** The seed of a job's fit. */
export function seedOf({ task }: Job): number {
  return task.kind === 'fit' ? task.training.seed : -1;
}
