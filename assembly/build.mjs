// Compiles the numeric core and embeds it: the bytes go, as base64, into a TypeScript module, so that
// every runtime finds them without a file to fetch. The export types come from the compiler itself. So is the loader
// embedded, as a function: what it does when it is loaded, it then does when the core is first needed. The file core.wasm is
// for runtimes that compile no bytes; a section of it says by a digest which core it is.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const generated = `${root}src/core/generated`;
const modulePath = `${generated}/wasm-bytes.ts`;
const typesPath = `${generated}/core-exports.ts`;
const digestPath = `${generated}/core-digest.ts`;
const loaderPath = `${generated}/loader.ts`;
const loaderSource = fileURLToPath(import.meta.resolve('@assemblyscript/loader'));

const sources = readdirSync(`${root}assembly`, { recursive: true })
  .map((name) => `${root}assembly/${name}`)
  .concat(`${root}asconfig.json`)
  .filter((path) => /\.(ts|mjs|json)$/.test(path));
const newest = Math.max(...sources.map((path) => statSync(path).mtimeMs));
const loaderIsUpToDate = [loaderSource, fileURLToPath(import.meta.url)].every(
  (path) => existsSync(loaderPath) && statSync(loaderPath).mtimeMs > statSync(path).mtimeMs,
);
if (!loaderIsUpToDate) {
  mkdirSync(generated, { recursive: true });
  const { outputFiles } = buildSync({
    entryPoints: [loaderSource],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'loader',
    target: 'es2022',
    legalComments: 'none',
  });
  writeFileSync(
    loaderPath,
    `// Made by assembly/build.mjs from the package @assemblyscript/loader.\n// @ts-nocheck\nexport function openLoader(): typeof import('@assemblyscript/loader') {\n${outputFiles[0].text}return loader;\n}\n`,
  );
}
const upToDate =
  !process.argv.includes('--force') &&
  existsSync(modulePath) &&
  existsSync(typesPath) &&
  existsSync(digestPath) &&
  statSync(modulePath).mtimeMs > newest;

/** The custom section `ebit` of a WebAssembly module, with a text of fewer than 100 bytes in it. */
function section(text) {
  const content = Buffer.concat([Buffer.from([4]), Buffer.from(`ebit${text}`)]);
  return Buffer.concat([Buffer.from([0, content.length]), content]);
}

if (!upToDate) {
  mkdirSync(generated, { recursive: true });
  const { error, stderr } = await asc.main(['--config', 'asconfig.json', '--target', 'release'], {
    writeFile: (name, contents) => writeFileSync(`${root}${name}`, contents),
    readFile: (name) => (existsSync(`${root}${name}`) ? readFileSync(`${root}${name}`, 'utf8') : null),
  });
  if (error) {
    process.stderr.write(`${stderr.toString()}\n${error.message}\n`);
    process.exit(1);
  }
  const compiled = readFileSync(`${generated}/core.wasm`);
  const digest = createHash('sha256').update(compiled).digest('hex').slice(0, 32);
  const bytes = Buffer.concat([compiled, section(digest)]);
  writeFileSync(`${generated}/core.wasm`, bytes);
  const declared = readFileSync(`${generated}/core.d.ts`, 'utf8');
  const functions = [...declared.matchAll(/export function (\w+)\((.*?)\): (\w+);/g)].map(
    ([, name, parameters, result]) => `  ${name}(${parameters}): ${result};`,
  );
  writeFileSync(
    typesPath,
    `// Made by assembly/build.mjs from the compiler's own declarations.\nexport interface CoreExports {\n  readonly memory: WebAssembly.Memory;\n${functions.join('\n')}\n}\n`,
  );
  writeFileSync(
    digestPath,
    `// Made by assembly/build.mjs: the beginning of the SHA-256 of the core as it was compiled.\nexport const coreDigest = '${digest}';\n`,
  );
  copyFileSync(`${root}assembly/layout.ts`, `${generated}/layout.ts`);
  rmSync(`${generated}/core.d.ts`);
  rmSync(`${generated}/core.js`, { force: true });
  writeFileSync(
    modulePath,
    `// Made by assembly/build.mjs from assembly/: the compiled core, as base64.\nexport const wasmBase64 =\n  '${bytes.toString('base64')}';\n`,
  );
  process.stdout.write(`core: ${bytes.length} bytes\n`);
}
