// The runtimes that are programs of a command line: this Node, and those that .ci/runtimes installs.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const installed = fileURLToPath(new URL('../../.ci/runtimes/node_modules', import.meta.url));

/** A runtime that is started by a command. */
export interface CommandRuntime {
  readonly name: string;
  /** Null where it is not here. */
  readonly command: readonly string[] | null;
  /** What to do about its absence; null where it is there. */
  readonly absent: string | null;
}

/** The first file of that name in the packages of a scope, which hold one platform's program each. */
function programIn(scope: string, file: string): string | null {
  const folder = `${installed}/${scope}`;
  const packages = existsSync(folder) ? readdirSync(folder) : [];
  return packages.map((one) => `${folder}/${one}/${file}`).find((path) => existsSync(path)) ?? null;
}

function commandRuntime(name: string, program: string | null, ...words: readonly string[]): CommandRuntime {
  return program === null
    ? { name, command: null, absent: 'npm ci --prefix .ci/runtimes --ignore-scripts' }
    : { name, command: [program, ...words], absent: null };
}

export const thisNode = commandRuntime(`Node ${process.versions.node}`, process.execPath);
export const node26 = commandRuntime('Node 26', programIn('.', 'bin/node'));
export const deno = commandRuntime(
  'Deno',
  programIn('@deno', 'deno'),
  ...['run', '--quiet', '--allow-read', '--node-modules-dir=manual'],
);
export const bun = commandRuntime('Bun', programIn('@oven', 'bin/bun'));

/**
 * Runs a program to its end and returns what it printed.
 *
 * @throws Error with what it printed on stderr, if it failed
 */
export function printedBy(runtime: CommandRuntime, words: readonly string[], folder: string): Promise<string> {
  const [program, ...before] = runtime.command ?? [];
  return new Promise((resolve, reject) => {
    if (program === undefined) throw new Error(`${runtime.name} is not here; ${runtime.absent}`);
    const child = spawn(program, [...before, ...words], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    let faults = '';
    child.stdout.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part) => {
      faults += part;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(text);
      else reject(new Error(`${runtime.name} ended with ${code}: ${faults}`));
    });
  });
}
