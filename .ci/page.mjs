// What the page is bundled with, for the build and for `npm run dev`.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The page's sources. */
export const source = `${root}src/playground/`;

/** What a browser has for threads. */
export const alias = { '#thread': `${root}src/jobs/web-thread.ts` };

/**
 * Returns a plugin for vite: a module imported as `./name.js?text` is bundled to a program of its own, whose text is
 * exported, for browsers start no worker from a file.
 *
 * @param note - is told the paths of all modules that a program is made of
 */
export function programsAsText(note) {
  return {
    name: 'programs-as-text',
    enforce: 'pre',
    resolveId: (id, importer) =>
      id.endsWith('?text') ? `\0${join(dirname(importer), id.replace(/\.js\?text$/, '.ts'))}` : null,
    async load(id) {
      if (!id.startsWith(`\0${root}src/`)) return null;
      const { outputFiles, metafile } = await build({
        absWorkingDir: root,
        entryPoints: [id.slice(1)],
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
      const paths = Object.keys(metafile.inputs);
      for (const path of paths) this.addWatchFile(join(root, path));
      note(paths);
      return `export const text = ${JSON.stringify(outputFiles[0].text)};`;
    },
  };
}
