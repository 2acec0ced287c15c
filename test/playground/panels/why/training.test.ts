import { describe, expect, it } from 'vitest';
import { successProbability } from '../../../../src/analysis/chsh-score.js';
import { chsh } from '../../../../src/data/chsh.js';
import { EbitError } from '../../../../src/errors.js';
import { runJob } from '../../../../src/jobs/run-job.js';
import { classifier } from '../../../../src/models/classifier.js';
import { qcnn } from '../../../../src/models/qcnn.js';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import { FRAMES, type GameRun, trainGames } from '../../../../src/playground/panels/why/training.js';

const settings = (embedding: 'original' | 'alternative', iterations = FRAMES) => ({ embedding, iterations, seed: 1 });
const never = new AbortController().signal;

const last = (runs: readonly GameRun[] | null, loss: string, ebits: number) =>
  runs!.find((run) => run.loss === loss && run.ebits === ebits)!.frames.at(-1)!;

describe('trainGames', () => {
  it('shows with the original embedding that an ebit wins with either loss', async () => {
    const done: number[] = [];
    const runs = await trainGames(settings('original'), runJob, (part) => done.push(part), never);
    expect(done.at(-1)).toBe(1);
    expect(runs!.map(({ frames }) => frames.length)).toEqual([251, 251, 251, 251]);
    expect(runs![0].frames.map(({ iteration }) => iteration).slice(0, 3)).toEqual([0, 1, 2]);
    expect(last(runs, 'product', 1).game.score).toBeCloseTo(2 * Math.SQRT2, 2);
    expect(last(runs, 'product', 1).game.right).toBe(16);
    expect(last(runs, 'mse', 1).game.right).toBe(16);
    expect(last(runs, 'product', 0).game.score).toBeLessThan(2);
    expect(last(runs, 'product', 0).game.right).toBe(12);
    expect(last(runs, 'mse', 0).game.right).toBe(12);
  });

  it('shows with the alternative embedding that the product loss stays at 12 of 16, and mse does not', async () => {
    const runs = await trainGames(settings('alternative', 2 * FRAMES), runJob, () => {}, never);
    const product = last(runs, 'product', 1);
    expect(product.iteration).toBe(500);
    expect(product.game.success).toBeCloseTo(1 / 2 + Math.SQRT2 / 8, 3);
    expect(product.game.right).toBe(12);
    expect(last(runs, 'mse', 1).game.right).toBe(16);
    expect(last(runs, 'mse', 0).game.right).toBe(12);
  });

  it('starts at the angles of the seed', async () => {
    const runs = await trainGames(settings('original'), runJob, () => {}, never);
    const network = bellNetwork({ ebits: 1, qubits: 2 });
    const model = classifier({ network, circuit: qcnn({ depth: 20 }), weights: 'parity', seed: 1 });
    const [frame] = runs!.find((run) => run.loss === 'mse' && run.ebits === 1)!.frames;
    expect(frame.iteration).toBe(0);
    expect(frame.game.success).toBeCloseTo(successProbability(model, chsh()), 12);
  });

  it('ends early without a result, and passes on what a fit throws', async () => {
    const controller = new AbortController();
    const ended = trainGames(settings('original'), runJob, () => controller.abort(), controller.signal);
    expect(await ended).toBe(null);
    const lost = async () => {
      throw new EbitError('worker', 'The worker was lost.');
    };
    await expect(trainGames(settings('original'), lost, () => {}, never)).rejects.toThrow('The worker was lost.');
  });
});
