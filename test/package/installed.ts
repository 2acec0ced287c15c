// The package as a user gets it: packed by npm, unpacked into the node_modules of a program of its own.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extract } from 'tar';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program's folder with the package in it. */
export interface Installed {
  readonly folder: string;
  /** Where the package is. */
  readonly packageFolder: string;
  /** What npm packed. */
  readonly tarball: Uint8Array<ArrayBuffer>;
  /** The packed files, from the root of the package. */
  readonly files: readonly string[];
  /** Writes a file of the program, and returns its path. */
  write(name: string, text: string): string;
  remove(): void;
}

/** Packs and installs; nothing is fetched, for the package needs no other. */
export function installPackage(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'ebit-package-'));
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  extract({ file: join(folder, filename), cwd: folder, sync: true });
  const packageFolder = join(modules, 'ebit');
  renameSync(join(folder, 'package'), packageFolder);
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  write('package.json', JSON.stringify({ type: 'module', dependencies: { ebit: version } }));
  return {
    folder,
    packageFolder,
    tarball: new Uint8Array(readFileSync(join(folder, filename))),
    files: files.map(({ path }) => path),
    write,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
