// A cluster of one node: Slurm's own daemons, configured in a folder, for this machine and for as long as a test file runs.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { describe } from 'vitest';
import { everywhere } from '../everywhere.js';
import { freePort } from '../node/redis/launch-redis.js';

/** Where daemons are that not every user's shell looks for. */
const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

function absence(): string | null {
  const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'srun'];
  // Some of them fail without a cluster, though they are there.
  const isMissing = programs.some((name) => spawnSync(name, ['-V'], { env: environment }).error !== undefined);
  if (!everywhere && isMissing) return 'apt-get install slurm-wlm munge';
  return process.getuid?.() === 0 ? null : 'the daemon of a node runs as root';
}

/** Why there is no cluster; null where there is, or where its absence is a fault to be seen. */
const slurmAbsence = absence();

/** `describe` for tests that need Slurm: on a machine without it they are skipped, and say why. */
export function describeWithSlurm(name: string, body: () => void): void {
  if (slurmAbsence === null) describe(name, body);
  else describe.skip(`NOT CHECKED: ${name}: ${slurmAbsence}`, body);
}

/** A cluster that jobs may be given to. */
export interface SlurmCluster {
  /** Runs one of Slurm's programs in the cluster's folder, and returns what it prints. */
  call(...words: readonly [program: string, ...words: string[]]): string;
  /** Waits until no job is left. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a cluster in a folder, whose jobs write there what they print. */
export async function startSlurm(folder: string): Promise<SlurmCluster> {
  const name = hostname().split('.')[0];
  const [control, node] = [await freePort(), await freePort()];
  const within = (file: string): string => join(folder, file);
  // The socket by which everybody is who they say they are must be there for everybody.
  for (const one of [folder, within('munge')]) mkdirSync(one, { recursive: true });
  for (const one of [folder, within('munge')]) chmodSync(one, 0o711);
  for (const one of ['state', 'spool']) mkdirSync(within(one));
  writeFileSync(within('munge.key'), randomBytes(64), { mode: 0o600 });
  const socket = within('munge/socket');
  const settings = {
    ClusterName: 'ebit',
    SlurmctldHost: `${name}(127.0.0.1)`,
    SlurmctldPort: control,
    SlurmdPort: node,
    AuthType: 'auth/munge',
    AuthInfo: `socket=${socket}`,
    CredType: 'cred/munge',
    SlurmUser: 'root',
    StateSaveLocation: within('state'),
    SlurmdSpoolDir: within('spool'),
    SlurmctldPidFile: within('slurmctld.pid'),
    SlurmdPidFile: within('slurmd.pid'),
    SlurmctldLogFile: within('slurmctld.log'),
    SlurmdLogFile: within('slurmd.log'),
    // Containers have no control groups to give away.
    ProctrackType: 'proctrack/linuxproc',
    TaskPlugin: 'task/none',
    JobAcctGatherType: 'jobacct_gather/none',
    AccountingStorageType: 'accounting_storage/none',
    SelectType: 'select/cons_tres',
    SelectTypeParameters: 'CR_CPU',
    MpiDefault: 'none',
    ReturnToService: 2,
    SchedulerParameters: 'sched_interval=1,batch_sched_delay=0',
  };
  const lines = [
    ...Object.entries(settings).map(([key, value]) => `${key}=${value}`),
    `NodeName=${name} NodeAddr=127.0.0.1 CPUs=${availableParallelism()} State=UNKNOWN`,
    'PartitionName=all Nodes=ALL Default=YES State=UP',
  ];
  writeFileSync(within('slurm.conf'), `${lines.join('\n')}\n`);
  const env = { ...environment, SLURM_CONF: within('slurm.conf') };
  const daemons: ChildProcess[] = [];
  const kill = (): void => {
    for (const daemon of daemons) daemon.kill('SIGKILL');
  };
  process.on('exit', kill);
  const start = (program: string, ...words: readonly string[]): void => {
    daemons.push(spawn(program, words, { cwd: folder, env, stdio: 'ignore' }));
  };
  const call: SlurmCluster['call'] = (program, ...words) => {
    const { status, stdout, stderr } = spawnSync(program, words, { cwd: folder, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} ${words.join(' ')}: ${stderr}`);
    return stdout;
  };
  const until = async (what: string, seconds: number, isSo: () => boolean): Promise<void> => {
    const end = performance.now() + 1000 * seconds;
    while (!isSo()) {
      if (performance.now() > end) {
        kill();
        throw new Error(`Slurm: not ${what} after ${seconds} s; its logs are in ${folder}.`);
      }
      await later(200);
    }
  };
  const munge = ['key-file=munge.key', 'pid-file=munge/pid', 'log-file=munge/log', 'seed-file=munge/seed'].map((word) =>
    word.replace('=', `=${folder}/`),
  );
  start('munged', '--foreground', `--socket=${socket}`, ...munge.map((word) => `--${word}`));
  await until(
    'known to munge',
    20,
    () => spawnSync('munge', ['--no-input', `--socket=${socket}`], { env }).status === 0,
  );
  start('slurmctld', '-D');
  start('slurmd', '-D', '-N', name);
  await until(
    'ready',
    30,
    () => spawnSync('sinfo', ['-h', '-o', '%T'], { env, encoding: 'utf8' }).stdout.trim() === 'idle',
  );
  return {
    call,
    idle: () => until('idle', 100, () => call('squeue', '--noheader') === ''),
    async stop() {
      process.off('exit', kill);
      for (const daemon of daemons.reverse()) {
        const ended = new Promise((resolve) => daemon.on('exit', resolve));
        daemon.kill('SIGTERM');
        await ended;
      }
    },
  };
}
