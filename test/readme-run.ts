import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import type { Block } from './readme-blocks.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const limit = 120_000;
/** Runtimes beside Node; each is a program in a package for this platform, where continuous integration installs them. */
const runtimes: readonly (readonly [name: string, scope: string, file: string])[] = [
  ['deno', '@deno', 'deno'],
  ['bun', '@oven', 'bin/bun'],
];

/** The names by which a block's commands call them. */
export const runtimeNames: readonly string[] = runtimes.map(([name]) => name);

/** Where continuous integration has put a runtime's program; null if nowhere. */
function installedRuntime(scope: string, file: string): string | null {
  const folder = join(root, '.ci/runtimes/node_modules', scope);
  const packages = existsSync(folder) ? readdirSync(folder) : [];
  return packages.map((one) => join(folder, one, file)).find((path) => existsSync(path)) ?? null;
}

/** The address that a reader's own Redis has. */
export const REDIS = 'redis://localhost:6379';

/** How a block ended; `output` is all that it wrote. */
export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** A place to run a README's blocks in, one after another, as a reader in a fresh clone would. */
export interface Workplace {
  /** Where commands run and named blocks are saved. */
  readonly folder: string;
  /** Saves a block that names its file. */
  save(block: Block): void;
  /** Gives blocks a Redis, which they know as {@link REDIS}. */
  useRedis(url: string): void;
  /** The runtimes that a block's commands need and this machine lacks. */
  missingRuntimes(block: Block): string[];
  runShell(block: Block): Outcome;
  runTypeScript(block: Block): Outcome;
  checkTypes(blocks: readonly Block[]): Outcome;
  remove(): void;
}

/**
 * Makes a workplace: in a `clone` of the repository, or in a `project` that has installed the package.
 *
 * Commands run in a temporary folder that holds the clone's src/data or the project's node_modules, with `ebit` on the path; npm,
 * npx and git are stood in for, other runtimes are the real ones. Modules lie beside a link to this package, so that
 * `import ... from 'ebit'` goes through the exports that its users get.
 */
export function workplace(where: 'clone' | 'project'): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'ebit-readme-'));
  const programs = join(folder, '.programs');
  const work = join(folder, 'ebit');
  mkdirSync(programs);
  if (where === 'clone') cpSync(join(root, 'src', 'data'), join(work, 'src', 'data'), { recursive: true });
  else {
    mkdirSync(join(work, 'node_modules'), { recursive: true });
    symlinkSync(root, join(work, 'node_modules', 'ebit'));
  }
  const place = (name: string, ...words: readonly string[]) => {
    const command = words.map((word) => `'${word}'`).join(' ');
    writeFileSync(join(programs, name), `#!/bin/sh\nexec ${command} "$@"\n`);
    chmodSync(join(programs, name), 0o755);
  };
  place('ebit', process.execPath, join(root, 'dist', 'ebit.js'));
  for (const name of ['npm', 'npx', 'git']) {
    place(name, process.execPath, join(root, 'test', 'readme-command.mjs'), name);
  }
  for (const [name, scope, file] of runtimes) {
    const program = installedRuntime(scope, file);
    if (program !== null) place(name, program);
  }

  const modules = join(folder, 'modules');
  mkdirSync(join(modules, 'node_modules'), { recursive: true });
  symlinkSync(root, join(modules, 'node_modules', 'ebit'));
  // The types of what an example uses beside this package.
  symlinkSync(join(root, 'node_modules', 'fastify'), join(modules, 'node_modules', 'fastify'));
  const run = (command: string, words: readonly string[], cwd: string): Outcome => {
    const path = [programs, process.env.PATH].join(delimiter);
    const { status, stdout, stderr, error } = spawnSync(command, words, {
      cwd,
      env: { ...process.env, PATH: path, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      timeout: limit,
    });
    return { status, output: `${stdout}${stderr}${error?.message ?? ''}` };
  };

  let redis = REDIS;
  return {
    folder: work,
    useRedis: (url) => {
      redis = url;
    },
    save: ({ name, text }) => writeFileSync(join(work, name ?? ''), text),
    missingRuntimes: ({ text }) =>
      runtimes
        .map(([name]) => name)
        .filter((name) => new RegExp(`^\\s*${name}\\b`, 'm').test(text))
        .filter((name) => run(name, ['--version'], work).status !== 0),
    // A plain shell, which every machine has, tells only how the end of a pipe ended.
    runShell: (block) =>
      /(^|[^|])\|([^|]|$)/m.test(block.text)
        ? { status: 1, output: `line ${block.line}: a pipe hides how the commands before its end ended` }
        : run('sh', ['-e', '-u', '-c', block.text.replaceAll(REDIS, redis)], work),
    runTypeScript(block) {
      const file = join(modules, `line-${block.line}.mjs`);
      const { code } = transformSync(block.text, { loader: 'ts', format: 'esm', target: 'es2022' });
      writeFileSync(file, code.replaceAll(REDIS, redis));
      return run(process.execPath, [file], work);
    },
    checkTypes(blocks) {
      // A block with neither import nor export would be a script, whose names leak into the other blocks.
      // The self-contained file has the package's types.
      for (const { line, text } of blocks) {
        writeFileSync(join(modules, `line-${line}.ts`), `${text.replace("'./ebit.js'", "'ebit'")}export {};\n`);
      }
      const typeRoots = [join(root, 'node_modules/@types')];
      const compilerOptions = { noUnusedLocals: false, noUnusedParameters: false, typeRoots };
      const config = { extends: join(root, 'tsconfig.json'), include: ['*.ts'], compilerOptions };
      writeFileSync(join(modules, 'tsconfig.json'), JSON.stringify(config));
      return run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', modules], modules);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
