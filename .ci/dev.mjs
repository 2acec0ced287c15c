// Serves the playground from its sources; the page in the browser follows every change of them.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { alias, piecesAsModules, source } from './page.mjs';

const help = `Usage: npm run dev -- [options]

Serves the playground from src/ and reloads the page when a file changes. Ends with Ctrl+C.

  --port N   the port (default 5173, or the next free one; 0 for any)
  --help     shows this text
`;

const root = fileURLToPath(new URL('..', import.meta.url));

/** The page of the sources: modules and their styles, and a policy that lets the browser be told of changes. */
const fromSources = {
  name: 'page-from-sources',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) =>
      html
        .replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, '')
        .replace(/<link rel="stylesheet"[^>]*>/, '')
        .replace(/<script src="playground.js" defer><\/script>/, '<script type="module" src="/main.tsx"></script>'),
  },
};

const { values } = parseArgs({ options: { port: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help) process.stdout.write(help);
else {
  const { status } = spawnSync(process.execPath, ['assembly/build.mjs'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
  const server = await createServer({
    configFile: false,
    root: source,
    logLevel: 'warn',
    cacheDir: `${root}node_modules/.cache/vite`,
    resolve: { alias },
    plugins: [piecesAsModules, fromSources],
    server: { port: values.port === undefined ? 5173 : Number(values.port), strictPort: values.port !== undefined },
  });
  await server.listen();
  process.stdout.write(`The page is at ${server.resolvedUrls.local[0]}; Ctrl+C ends.\n`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      // Being told to end is no failure; the server, which listens too, leaves a code that is set.
      process.exitCode = 0;
      await server.close();
      process.exit();
    });
  }
}
