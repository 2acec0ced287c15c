// The script that `ebit study slurm` writes, given to Slurm itself.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runEbit } from './run-ebit.js';
import { describeWithSlurm, type SlurmCluster, startSlurm } from './slurm-cluster.js';
import { temporaryFolder } from './temporary-folder.js';

/** The files in a store that end so, by their names. */
function filesIn(store: string, ending: RegExp): Map<string, string> {
  const names = readdirSync(store, { recursive: true, encoding: 'utf8' }).filter((name) => ending.test(name));
  return new Map(names.sort().map((name) => [name, readFileSync(join(store, name), 'utf8')]));
}

const outcome = /[0-9a-f]{32}\.json$/;

describeWithSlurm('a study on a cluster', () => {
  const folder = temporaryFolder();
  let cluster: SlurmCluster;
  beforeAll(async () => {
    cluster = await startSlurm(folder);
  });
  afterAll(() => cluster.stop());

  /** A study, the script for it, its store on the cluster, and one that was filled without any. */
  async function prepared(name: string, text: string, ...words: readonly string[]) {
    const study = join(folder, `${name}.yaml`);
    writeFileSync(study, text);
    const [script, store, local] = ['sh', 'shared store', 'local'].map((ending) => join(folder, `${name}.${ending}`));
    const written = await runEbit(['study', 'slurm', study, '--store', store, '--out', script, ...words]);
    expect(written.code, written.stderr).toBe(0);
    const run = await runEbit(['study', 'run', study, '--store', local]);
    expect(run.code, run.stderr).toBe(0);
    return { script, store, local };
  }

  test('is shared by the jobs of an array', { timeout: 120_000 }, async () => {
    const text = 'task: { data: chsh, training: { iterations: 20 } }\naxes: [{ path: model.depth, list: [1, 2] }]';
    const processors = `${Math.min(2, availableParallelism())}`;
    const words = ['--jobs', '4', '--processors', processors, '--time', '5:00', '--partition', 'all'];
    const { script, store, local } = await prepared('array', `${text}\nrepeats: 6`, ...words);
    cluster.call('sbatch', script);
    await cluster.idle();
    const said = filesIn(folder, /^slurm-\d+_\d+\.out$/);
    expect([...said.values()].join('')).not.toMatch(/error/);
    expect([said.size, filesIn(store, outcome).size]).toEqual([4, 12]);
    expect(filesIn(store, outcome)).toEqual(filesIn(local, outcome));
    // Jobs that share a study do the same as one that has it alone: they leave nothing else there.
    expect(filesIn(store, /\.(tmp|failed\.json|checkpoint\.json)$/).size).toBe(0);
  });

  test('that is told to end leaves checkpoints, and the same script goes on', { timeout: 120_000 }, async () => {
    // Seconds a fit, so that it still runs when the signal comes, however quick the machine is.
    const text = 'task: { data: clusters, training: { iterations: 10000, evaluateEvery: 10000 } }\nrepeats: 2';
    const { script, store, local } = await prepared('ended', `${text}\ncheckpointEvery: 20`, '--jobs', '1');
    const job = /(\d+)\n$/.exec(cluster.call('sbatch', script))?.[1] ?? '';
    const checkpoint = /\.checkpoint\.json$/;
    // What Slurm does by itself before a job's time is over.
    const begun = (): boolean => {
      try {
        return filesIn(store, checkpoint).size > 0;
      } catch {
        return false;
      }
    };
    while (!begun()) await later(20);
    cluster.call('scancel', '--signal=TERM', job);
    await cluster.idle();
    expect(filesIn(store, checkpoint).size).toBe(1);
    expect(filesIn(store, outcome).size).toBeLessThan(2);
    cluster.call('sbatch', script);
    await cluster.idle();
    expect(filesIn(store, checkpoint).size).toBe(0);
    expect(filesIn(store, outcome)).toEqual(filesIn(local, outcome));
  });
});
