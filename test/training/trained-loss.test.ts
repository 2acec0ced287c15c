import { expect, test } from 'vitest';
import { clusters } from '../../src/data/clusters.js';
import { fit } from '../../src/jobs/fit.js';
import { classifier } from '../../src/models/classifier.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { fitTask } from '../../src/tasks/fit-task.js';
import { taskId } from '../../src/tasks/task.js';
import { evaluate } from '../../src/training/metrics.js';
import { completeLoss, finalLoss, lossAt, lossText } from '../../src/training/trained-loss.js';
import { refusal } from '../refusal.js';

const shots = { kind: 'shots', shots: 100 } as const;

test('a training for shots begins with the mean square, for five sixths of its steps unless told', () => {
  expect(completeLoss(shots, 1800)).toEqual({ ...shots, warmUp: 1500 });
  expect(completeLoss({ ...shots, warmUp: 0 }, 1)).toEqual({ ...shots, warmUp: 0 });
  expect(completeLoss(undefined, 5)).toBe('mse');
  const plan = completeLoss(shots, 6);
  expect([0, 4, 5, 6].map(lossAt(plan))).toEqual(['mse', 'mse', shots, shots]);
  expect([finalLoss(plan), lossText(plan), lossText('hinge')]).toEqual([shots, '100 shots', 'hinge']);
});

test('a warm-up that leaves no step is refused, with the limit', () => {
  const words = (warmUp: unknown) => refusal(() => completeLoss({ ...shots, warmUp: warmUp as number }, 300));
  expect(words(300)).toMatchObject({
    code: 'range',
    message: "The loss's warm-up is 300 of 300 iterations; give an integer from 0 to 299.",
  });
  for (const wrong of [-1, 2.5, Number.NaN, '5', null]) expect(words(wrong).code).toBe('range');
});

test('the task says the warm-up that holds, and a fit judges its rows by the loss that it ends in', async () => {
  const task = (loss: unknown) =>
    fitTask({ data: { kind: 'clusters', seed: 1 }, training: { iterations: 60, loss: loss as typeof shots } });
  expect(task(shots).training.loss).toEqual({ ...shots, warmUp: 50 });
  expect(taskId(task(shots))).toBe(taskId(task({ ...shots, warmUp: 50 })));
  expect(taskId(task(shots))).not.toBe(taskId(task({ ...shots, warmUp: 40 })));
  expect(refusal(() => task({ ...shots, warmup: 4 })).message).toContain('warmup');

  const { training, validation } = clusters({ seed: 1 });
  const model = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 2 }), weights: 'free' });
  const plain = await fit(model, training, { iterations: 50, validation, seed: 1 });
  const trained = await fit(model, training, { iterations: 60, loss: shots, validation, seed: 1 });
  // The same steps up to the end of the warm-up.
  expect(trained.history.loss.subarray(0, 50)).toEqual(plain.history.loss);
  const before = evaluate(plain.model, training, { loss: shots }).loss;
  const after = evaluate(trained.model, training, { loss: shots }).loss;
  expect(trained.loss.training).toBeCloseTo(after, 13);
  expect(after).toBeLessThan(before);
});
