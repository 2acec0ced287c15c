// Builds the playground into dist/playground: a page whose classic scripts and style sheets also work when it is opened from
// a file. The first script shows the scenes; the workshop and the workers' program are loaded when they are wanted.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { noticesOf } from './notices.mjs';
import { alias, shared, source, workersProgram } from './page.mjs';

const target = fileURLToPath(new URL('../dist/playground/', import.meta.url));

/** The paths of all modules that go into the page. */
const modules = new Set();
const note = (paths) => {
  for (const path of paths) modules.add(path);
};

/** Notes what a script is made of. */
const listed = {
  name: 'listed',
  generateBundle() {
    note(this.getModuleIds());
  },
};

/** By which name what a module gives is found, if another script gives it. */
function sharedName(id) {
  const name = isAbsolute(id) ? id.replace(source, '') : id;
  return Object.hasOwn(shared, name) ? `ebitShared.${shared[name]}` : null;
}

/** Builds a script and its style sheet. */
async function script(entry, name, options) {
  await build({
    configFile: false,
    root: source,
    logLevel: 'warn',
    resolve: { alias },
    plugins: [listed],
    build: {
      outDir: target,
      emptyOutDir: false,
      target: 'es2022',
      cssCodeSplit: false,
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        input: source + entry,
        ...options,
        // Only the place of the library's own worker hangs on it, which the page does not use.
        transform: { define: { 'import.meta': '{}' } },
        output: {
          format: 'iife',
          entryFileNames: `${name}.js`,
          assetFileNames: `${name}[extname]`,
          globals: (id) => sharedName(id),
        },
      },
    },
  });
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
await script('main.tsx', 'playground', {});
await script('workshop.tsx', 'workshop', {
  external: (id, _, isResolved) => (isResolved || !id.startsWith('.')) && sharedName(id) !== null,
});
const program = JSON.stringify(await workersProgram(note));
writeFileSync(`${target}program.js`, `globalThis.ebitPieces = { ...globalThis.ebitPieces, program: ${program} };\n`);
copyFileSync(`${source}index.html`, `${target}index.html`);
writeFileSync(`${target}LICENSES.txt`, noticesOf(modules));
