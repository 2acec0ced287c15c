// What the page is bundled with, for the build and for `npm run dev`.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The page's sources. */
export const source = `${root}src/playground/`;

/** What a browser has for threads. */
export const alias = { '#thread': `${root}src/jobs/web-thread.ts` };

/**
 * What the workshop's script takes from the one that was loaded first, by the names of `src/playground/published-modules.ts`:
 * packages by theirs, modules by their paths below the page's sources.
 */
export const shared = {
  preact: 'preact',
  'preact/hooks': 'hooks',
  'preact/jsx-runtime': 'jsx',
  '@preact/signals': 'signals',
  'address.ts': 'address',
  'ask.ts': 'ask',
  'page-faults.ts': 'faults',
  'pieces.ts': 'pieces',
  'storage.ts': 'storage',
  'theme.ts': 'theme',
  'work.ts': 'work',
};

/**
 * Bundles the program of the page's workers, for browsers start none from a file.
 *
 * @param note - is told the paths of all modules that it is made of
 * @returns its text
 */
export async function workersProgram(note) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`${source}program.ts`],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
    alias,
    define: { 'import.meta.url': '"about:blank"' },
    legalComments: 'none',
    logLevel: 'warning',
  });
  note(Object.keys(metafile.inputs));
  return outputFiles[0].text;
}

/** A plugin for vite's server: the pieces that the built page loads as scripts are modules like the others. */
export const piecesAsModules = {
  name: 'pieces-as-modules',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('?program') ? `\0${id}` : null),
  async load(id) {
    if (id === `${source}pieces.ts`) {
      return [
        "export const loadWorkshop = async () => (await import('./workshop.tsx'), globalThis.ebitPieces.workshop);",
        "export const loadProgram = async () => (await import('./program.ts?program')).text;",
      ].join('\n');
    }
    if (!id.endsWith('?program')) return null;
    const paths = [];
    const text = await workersProgram((all) => paths.push(...all));
    for (const path of paths) this.addWatchFile(join(root, path));
    return `export const text = ${JSON.stringify(text)};`;
  },
};
