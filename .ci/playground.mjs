// Builds the playground into dist/playground: one page, one style sheet and one classic script, which also work when the
// page is opened from a file. The workers' program is a text inside the script, for browsers start none from a file.
import { copyFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { noticesOf } from './notices.mjs';
import { alias, programsAsText, source } from './page.mjs';

const target = fileURLToPath(new URL('../dist/playground/', import.meta.url));

/** The paths of all modules that go into the page. */
const modules = new Set();
const note = (paths) => {
  for (const path of paths) modules.add(path);
};

/** Notes what the page is made of. */
const listed = {
  name: 'listed',
  generateBundle() {
    note(this.getModuleIds());
  },
};

await build({
  configFile: false,
  root: source,
  logLevel: 'warn',
  resolve: { alias },
  plugins: [programsAsText(note), listed],
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
