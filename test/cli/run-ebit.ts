import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built command line. */
export const program = fileURLToPath(new URL('../../dist/ebit.js', import.meta.url));

/** How the program ended and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how the program runs. */
export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What comes by stdin; nothing unless told. */
  readonly input?: string | Uint8Array;
  /** Called with what it writes to stderr, piece by piece. */
  readonly onNote?: (text: string, child: ChildProcess) => void;
}

/** Runs `ebit` with these words, as a user's shell would, and waits for its end. */
export function runEbit(words: readonly string[], { cwd, env, input, onNote }: Surroundings = {}): Promise<Ended> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...environment } = process.env;
  const child = spawn(process.execPath, [program, ...words], {
    cwd,
    env: { ...environment, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  // Whoever reads may have seen enough.
  child.stdin?.on('error', () => {}).end(input);
  const written = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text;
    onNote?.(text, child);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...written }));
  });
}
