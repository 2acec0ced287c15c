// Where a worker's program is, for a library that others bundle: what is beside the library is beside it no more.

/** What of Node's modules is used here; Bun and Deno have them too, browsers have not. */
interface Builtins {
  (name: 'node:fs'): { existsSync(path: URL): boolean } | undefined;
  (name: 'node:module'): { createRequire(path: string | URL): { resolve(name: string): string } } | undefined;
  (name: 'node:url'): { pathToFileURL(path: string): URL } | undefined;
}

/** The process of a runtime that has files. */
interface FileRuntime {
  readonly argv: readonly string[];
  cwd(): string;
  getBuiltinModule?: Builtins;
}

/** Returns an address, or null where it cannot be made: bundles of the older kinds do not know where they are. */
export function addressOf(make: () => URL): URL | null {
  try {
    return make();
  } catch {
    return null;
  }
}

/**
 * Returns the address of the workers' program, or null if it is nowhere to be found.
 *
 * Where there are files it is looked for: beside the library, then in the package `ebit` as the library, the program and the
 * current folder see it. Elsewhere the address beside the library has to do, which bundlers bring the file along for.
 *
 * @param beside - the address beside the library, if that is known
 * @param library - the address of the library, if that is known
 */
export function foundScript(beside: URL | null, library: string | undefined): URL | null {
  const { process } = globalThis as { process?: FileRuntime };
  const fs = process?.getBuiltinModule?.('node:fs');
  const module = process?.getBuiltinModule?.('node:module');
  const url = process?.getBuiltinModule?.('node:url');
  if (process === undefined || fs === undefined || module === undefined || url === undefined) return beside;
  // For what servers render, Next makes of the address one of the page's: it has no protocol, and is none of a file here.
  const isHere = beside !== null && (beside.protocol === 'file:' ? fs.existsSync(beside) : beside.protocol !== '');
  if (isHere) return beside;
  for (const from of [library, process.argv[1], `${process.cwd()}/`]) {
    try {
      if (from !== undefined) return url.pathToFileURL(module.createRequire(from).resolve('ebit/worker'));
    } catch {
      // It is not seen from there, or that is no place.
    }
  }
  return null;
}
