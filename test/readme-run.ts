import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import type { Block } from './readme-blocks.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const limit = 120_000;

/** How a block ended; `output` is all that it wrote. */
export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** A place to run a README's blocks in, one after another, as a reader in a fresh clone would. */
export interface Workplace {
  runShell(block: Block): Outcome;
  runTypeScript(block: Block): Outcome;
  checkTypes(blocks: readonly Block[]): Outcome;
  remove(): void;
}

/**
 * Makes a workplace.
 *
 * Commands run in a temporary folder that holds the clone's src/data, with `ebit` on the path; npm, npx and git are
 * stood in for. Modules lie in the ignored dist/, where `import ... from 'ebit'` finds this package by its own name,
 * through the exports that its users get.
 */
export function workplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'ebit-readme-'));
  const programs = join(folder, '.programs');
  const work = join(folder, 'ebit');
  mkdirSync(programs);
  cpSync(join(root, 'src', 'data'), join(work, 'src', 'data'), { recursive: true });
  const place = (name: string, ...words: readonly string[]) => {
    const command = [process.execPath, ...words].map((word) => `'${word}'`).join(' ');
    writeFileSync(join(programs, name), `#!/bin/sh\nexec ${command} "$@"\n`);
    chmodSync(join(programs, name), 0o755);
  };
  place('ebit', join(root, 'dist', 'ebit.js'));
  for (const name of ['npm', 'npx', 'git']) place(name, join(root, 'test', 'readme-command.mjs'), name);

  mkdirSync(join(root, 'dist'), { recursive: true });
  const modules = mkdtempSync(join(root, 'dist', 'readme-'));
  const run = (command: string, words: readonly string[], cwd: string): Outcome => {
    const path = `${programs}${delimiter}${process.env.PATH}`;
    const { status, stdout, stderr, error } = spawnSync(command, words, {
      cwd,
      env: { ...process.env, PATH: path, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      timeout: limit,
    });
    return { status, output: `${stdout}${stderr}${error?.message ?? ''}` };
  };

  return {
    runShell: (block) => run('bash', ['-e', '-u', '-o', 'pipefail', '-c', block.text], work),
    runTypeScript(block) {
      const file = join(modules, `line-${block.line}.mjs`);
      const { code } = transformSync(block.text, { loader: 'ts', format: 'esm', target: 'es2022' });
      writeFileSync(file, code);
      return run(process.execPath, [file], work);
    },
    checkTypes(blocks) {
      // A block with neither import nor export would be a script, whose names leak into the other blocks.
      for (const { line, text } of blocks) writeFileSync(join(modules, `line-${line}.ts`), `${text}export {};\n`);
      const compilerOptions = { noUnusedLocals: false, noUnusedParameters: false };
      const config = { extends: join(root, 'tsconfig.json'), include: ['*.ts'], compilerOptions };
      writeFileSync(join(modules, 'tsconfig.json'), JSON.stringify(config));
      return run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', modules], modules);
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
      rmSync(modules, { recursive: true, force: true });
    },
  };
}
