import { describe, expect, it } from 'vitest';
import { CURVE, rivals, SEEDS, type TaskData } from '../../../../src/playground/questions/task/asked.js';
import { taskFit, taskRows } from '../../../../src/playground/questions/task/fits.js';
import { type Measured, taskMeasured } from '../../../../src/playground/questions/task/measured.js';
import { type TaskArm, taskVerdict } from '../../../../src/playground/questions/task/verdict.js';
import { worthVerdict } from '../../../../src/report/worth-verdict.js';
import type { FitOutcome } from '../../../../src/tasks/outcome.js';
import { runTask } from '../../../../src/tasks/run.js';
import { fewestOf, shotsTried } from '../../../../src/worth/measured.js';

/** Trains everything, as the page does. */
async function trained(data: TaskData, price: number | null, fidelity: number): Promise<TaskArm[]> {
  const arms: TaskArm[] = [];
  for (const resource of rivals(data, fidelity)) {
    const measured: Measured[] = [];
    for (let seed = 1; seed <= SEEDS; seed++) {
      const asked = { data, price, resource, seed };
      measured.push(taskMeasured(asked, ((await runTask(taskFit(asked))) as FitOutcome).parameters));
    }
    arms.push({ resource, measured });
  }
  return arms;
}

/** Made-up measurements around an accuracy. */
function around(accuracy: number, from: number): Measured[] {
  return Array.from({ length: SEEDS }, (_, i) => {
    const priced = accuracy + 0.002 * ((i * (from + 3)) % 5);
    const tried = shotsTried().map((shots) => accuracy + 0.1 * (1 - 100 / (shots + 100)));
    const rows = { priced, tried };
    return { choosing: rows, reported: rows, curve: CURVE.map(() => priced), baseRate: 0.52 };
  });
}

describe('the verdict of a real task', () => {
  it('is the one of command line and report', () => {
    const arms = rivals('clusters', 1).map((resource, i) => ({
      resource,
      measured: around([0.7, 0.75, 0.79, 0.72][i], i),
    }));
    const found = taskVerdict('clusters', 100, 1, arms);
    const curves = (i: number) => arms[i].measured.map(({ reported }) => reported.tried);
    const wanted = worthVerdict({
      arms: arms.map(({ resource, measured }, i) => {
        const accuracies = measured.map(({ reported }) => reported.priced);
        const fewest = fewestOf(curves(i), 0.75);
        return {
          resource,
          prices: [{ shots: 100, accuracies, choosing: accuracies }],
          fewest: { choosing: fewest, reported: fewest },
        };
      }),
      over: { kind: 'seeds', word: 'data seeds' },
      baseRate: 0.52,
      target: { accuracy: 0.75, most: 10_000 },
    });
    expect(found.target).toBe(0.75);
    expect(found.findings).toEqual(wanted.findings);
    expect(found.contrasts).toEqual(wanted.contrasts);
    expect(found.basis).toBe(wanted.basis);
    expect(found.findings[0].kind).toBe('ebits-save-shots');
    expect(found.prices[1].price).toMatch(/^\d+ shots? \(\d+ coins?, no pairs\)$/);
  });

  it.each([0.25, 0.4, 0.5])('never speaks of ebits where the pair has F = %d', (fidelity) => {
    const arms = rivals('clusters', fidelity).map((resource, i) => ({
      resource,
      measured: around([0.7, 0.71, 0.79, 0.72][i], i),
    }));
    const { findings, contrasts, prices } = taskVerdict('clusters', 100, 1, arms);
    const said = JSON.stringify([findings, contrasts, prices]);
    expect(said).toContain('separable pair');
    expect(said).not.toMatch(/ebit\b|ntangle/);
  });

  it('has no fewest shots by the exact mean', () => {
    const arms = rivals('clusters', 1).map((resource, i) => ({ resource, measured: around(0.7 + 0.01 * i, i) }));
    const { target, prices } = taskVerdict('clusters', null, 1, arms);
    expect(target).toBeNull();
    expect(prices.every(({ price }) => price === null)).toBe(true);
  });

  it('sees no difference where labels are by chance, and that nothing beats the larger class', async () => {
    const found = taskVerdict('chance', 100, 1, await trained('chance', 100, 1));
    expect(found.findings.map(({ kind }) => kind)).toEqual(['no-difference']);
    expect(found.basis).toContain('None of this is above always saying the larger class');
  }, 120_000);

  it.each([100, null])(
    'sees no difference on real rows for %s shots',
    async (price) => {
      const found = taskVerdict('cancer-2', price, 1, await trained('cancer-2', price, 1));
      expect(found.findings.map(({ kind }) => kind)).toEqual(['no-difference']);
      const { training, reported } = taskRows('cancer-2', 1);
      expect(found.basis).toContain(`into ${training.length} rows to train on and ${reported.length} to report on`);
    },
    120_000,
  );
});
