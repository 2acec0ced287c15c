// `ebit worker` as a process of its own, and programs of the tests as such.
import { type ChildProcess, spawn } from 'node:child_process';
import { program } from '../../cli/run-ebit.js';

/** A process with what it has written. */
export interface Running {
  readonly child: ChildProcess;
  /** When it has ended, its exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  /** Standard output and standard error, as they came. */
  readonly text: () => string;
  /** Waits until it has written this. */
  says(words: RegExp): Promise<void>;
}

/** Starts Node with these words; it ends with this process. */
export function startNode(words: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, words, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (more: string) => {
      text += more;
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      process.off('exit', kill);
      resolve(code);
    });
  });
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  return {
    child,
    ended,
    text: () => text,
    async says(words) {
      while (!words.test(text)) {
        if (isOver) throw new Error(`It ended before it said ${words}: ${text}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

/** Starts `ebit worker` with these words. */
export function startWorker(url: string, ...words: readonly string[]): Running {
  return startWrongWorker(0, url, ...words);
}

const stub = new URL('../../clock-stub.mjs', import.meta.url).href;

/** Starts `ebit worker` on a machine whose clock is so many hours ahead. */
export function startWrongWorker(ahead: number, url: string, ...words: readonly string[]): Running {
  const env = { EBIT_TEST_CLOCK: `${ahead}` };
  return startNode(['--import', stub, program, 'worker', '--redis', url, '--lock', '2', ...words], env);
}
