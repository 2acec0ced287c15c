// Builds the playground into dist/playground: one page, one style sheet and one classic script, which also work when the
// page is opened from a file. The workers' program is a text inside the script, for browsers start none from a file.
import { copyFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build } from 'vite';
import { noticesOf } from './notices.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = `${root}src/playground/`;
const target = `${root}dist/playground/`;

/** What a browser has for threads. */
const alias = { '#thread': `${root}src/jobs/web-thread.ts` };

/** The paths of all modules that go into the page. */
const modules = new Set();

/** A module imported as `./name.js?text` is bundled to a program of its own, whose text is exported. */
const programsAsText = {
  name: 'programs-as-text',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id.endsWith('?text') ? `\0${join(dirname(importer), id.replace(/\.js\?text$/, '.ts'))}` : null,
  async load(id) {
    if (!id.startsWith('\0') || !id.endsWith('/jobs/worker.ts')) return null;
    const { outputFiles, metafile } = await bundle({
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
    for (const path of Object.keys(metafile.inputs)) modules.add(path);
    return `export const text = ${JSON.stringify(outputFiles[0].text)};`;
  },
};

/** Notes what the page is made of. */
const listed = {
  name: 'listed',
  generateBundle() {
    for (const id of this.getModuleIds()) modules.add(id);
  },
};

await build({
  configFile: false,
  root: source,
  logLevel: 'warn',
  resolve: { alias },
  plugins: [programsAsText, listed],
  build: {
    outDir: target,
    emptyOutDir: true,
    target: 'es2022',
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: `${source}main.tsx`,
      // Only the place of the library's own worker hangs on it, which the page does not use.
      transform: { define: { 'import.meta': '{}' } },
      output: {
        format: 'iife',
        entryFileNames: 'playground.js',
        assetFileNames: 'playground[extname]',
      },
    },
  },
});
copyFileSync(`${source}index.html`, `${target}index.html`);
writeFileSync(`${target}LICENSES.txt`, noticesOf(modules));
