/** What Slurm is told. */
export interface SlurmSettings {
  readonly name: string;
  /** How many jobs share the study. */
  readonly jobs: number;
  /** Processors of each. */
  readonly processors: number;
  /** How long each may run, as Slurm writes it: `4:00:00`. */
  readonly time: string | null;
  readonly partition: string | null;
  /** The words of the command that runs a study, those of a shell. */
  readonly command: readonly string[];
}

/** Seconds before the end of its time at which a job is told, so that checkpoints are left. */
const NOTICE = 120;

/**
 * Returns a script for `sbatch`: an array of jobs, each of which runs its part of a study into one store. What is there is
 * not run again, so the same script goes on with what is left.
 */
export function slurmScript({ name, jobs, processors, time, partition, command }: SlurmSettings): string {
  const options = [
    `--job-name=${name}`,
    `--array=0-${jobs - 1}`,
    `--cpus-per-task=${processors}`,
    ...(time === null ? [] : [`--time=${time}`, `--signal=TERM@${NOTICE}`]),
    ...(partition === null ? [] : [`--partition=${partition}`]),
  ];
  const processorsHere = '"$SLURM_CPUS_PER_TASK"';
  // Since its version 22.05 Slurm gives a step one processor unless the step says so too.
  const step = ['--ntasks=1', `--cpus-per-task=${processorsHere}`];
  return [
    '#!/bin/sh',
    ...options.map((option) => `#SBATCH ${option}`),
    '# Submit this script again to go on with what is left.',
    `exec srun ${[...step, ...command, '--workers', processorsHere, '--part', `"$SLURM_ARRAY_TASK_ID/${jobs}"`].join(' ')}`,
    '',
  ].join('\n');
}
