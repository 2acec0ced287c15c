// Makes the package's types: one file for the library and one for what is Node's alone. Those that tsc writes, one a source,
// would cost whoever compiles against them most of a second, and name the package of the schemas that stand behind the options.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = `${root}node_modules/typescript/bin/tsc`;
// Not below node_modules: what is there is taken for another package's.
const parts = mkdtempSync(join(tmpdir(), 'ebit-types-'));
const { status } = spawnSync(process.execPath, [tsc, '-p', '.ci/tsconfig.types.json', '--outDir', parts], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);
/** Brings the types of `using` to programs whose own settings do not name them. */
const disposal = '/// <reference lib="esnext.disposable" />\n';
/** Names of browsers and Node, for programs that have the types of neither: where there are some these are part of them. */
const names = `declare global {
  interface AbortSignal {}
  interface URL {}
  namespace WebAssembly {
    interface Module {}
  }
}
`;
const bundle = await rollup({
  input: {
    index: `${parts}/index.d.ts`,
    node: `${parts}/node.d.ts`,
    'inline-worker': `${parts}/jobs/inline-worker.d.ts`,
  },
  external: /^(node:|valibot$|bullmq$|ioredis$)/,
  plugins: [dts()],
});
const { output } = await bundle.generate({ entryFileNames: '[name].d.ts', chunkFileNames: 'shared.d.ts' });
rmSync(`${root}dist/types`, { recursive: true, force: true });
mkdirSync(`${root}dist/types`, { recursive: true });
for (const { fileName, code } of output) {
  // The shape of a kind of data's settings is a schema, of which a program that takes the settings sees nothing.
  const text = code.replace(/^import .*'valibot';\n/gm, '').replaceAll('v.ObjectEntries', 'object');
  if (/\bv\.[A-Z]|'valibot'/.test(text)) throw new Error(`the types in ${fileName} name the package of the schemas`);
  writeFileSync(`${root}dist/types/${fileName}`, `${disposal}${names}${text}`);
}
// What is a file to a program: a bundler or a runtime makes something of it.
const files = {
  worker: '// A program for worker threads: it is started, or its address is taken, and exports nothing.\nexport {};\n',
  core: '// The numeric core, as platforms hand it out that compile what a program imports.\ndeclare const core: WebAssembly.Module;\nexport default core;\n',
};
for (const [name, text] of Object.entries(files)) writeFileSync(`${root}dist/types/${name}.d.ts`, text);
await bundle.close();
rmSync(parts, { recursive: true });
