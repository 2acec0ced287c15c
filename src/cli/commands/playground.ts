import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { EbitError } from '../../errors.js';
import { fileFailure, makeFolder, writeWhole } from '../../node/files.js';
import { installation } from '../installation.js';
import { listenForInterruption } from '../interruption.js';
import { pageServer } from '../page-server.js';
import { numberWord } from '../settings/words.js';
import type { Context, Registration } from './context.js';

interface PlaygroundOptions {
  readonly port?: unknown;
  readonly host: string;
  readonly open?: boolean;
  readonly out?: string;
}

const EXAMPLES = `
The page needs no network: its files can also be opened from a disk, or published on any web server.

Examples:
    $ ebit playground                    serve it on any free port, until Ctrl-C
    $ ebit playground --port 8080 --open
    $ ebit playground --out site         write the files; site/index.html is the page`;

/** `ebit playground` */
export const registerPlayground: Registration = (program, context) => {
  program
    .command('playground')
    .summary('see in a browser what entanglement brings')
    .description(
      'Serves a page that trains classifiers with and without ebits side by side, and shows why they differ.',
    )
    .option('--port <port>', 'where to serve; 0 for any port that is free (default: 0)', numberWord)
    .option('--host <address>', "on which of this machine's addresses to serve", '127.0.0.1')
    .option('--open', 'open the page in the browser of this machine')
    .option('--no-open', 'only print its address (default)')
    .option('--out <folder>', 'write the files of the page into a folder, and serve nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (options: PlaygroundOptions) => {
      const folder = builtPage();
      if (options.out === undefined) await serve(folder, options, context);
      else writePage(folder, options.out, context);
    });
};

function builtPage(): string {
  const folder = join(installation().folder, 'dist', 'playground');
  if (existsSync(join(folder, 'index.html'))) return folder;
  throw new EbitError('file', `There is no page in "${folder}"; install ebit again, or build it: npm run build.`);
}

function writePage(from: string, to: string, { terminal }: Context): void {
  makeFolder(to);
  checkOurs(from, to);
  for (const name of readdirSync(from)) writeWhole(join(to, name), contentOf(join(from, name)));
  terminal.data(`${join(to, 'index.html')}\n`);
}

/** Another version of the page may be replaced; what else goes by its name is somebody's own. */
function checkOurs(from: string, to: string): void {
  const path = join(to, 'index.html');
  const titleOf = (folder: string) => /<title>.*<\/title>/.exec(contentOf(join(folder, 'index.html')).toString())?.[0];
  if (!existsSync(path) || titleOf(to) === titleOf(from)) return;
  throw new EbitError(
    'usage',
    `"${path}" is not this page and would be lost; give another folder, or remove it first.`,
  );
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileFailure(error, 'read', path);
  }
}

function checkedPort(port: unknown = 0): number {
  if (typeof port === 'number' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new EbitError('usage', `The port is ${port}; give a whole number from 1 to 65535, or 0 for any that is free.`);
}

/** Why a system refuses to serve at an address, and what to do. */
const REFUSALS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program serves there; give another port, or 0 for any that is free',
  EACCES: 'the system does not allow it; give a port above 1023',
  EADDRNOTAVAIL: 'this machine has no such address; give one that it has, such as 127.0.0.1',
  ENOTFOUND: 'this machine has no such address; give one that it has, such as 127.0.0.1',
};

function listening(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = REFUSALS[error.code ?? ''] ?? `${error.message}; give another port or address`;
      reject(new EbitError('usage', `Cannot serve at ${host}, port ${port}: ${why}.`, { cause: error }));
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

async function serve(folder: string, { port, host, open }: PlaygroundOptions, { terminal }: Context): Promise<void> {
  const server = createServer(pageServer(folder));
  const at = await listening(server, checkedPort(port), host);
  const address = `http://${at.family === 'IPv6' ? `[${at.address}]` : at.address}:${at.port}/`;
  const { signal, release } = listenForInterruption(terminal);
  terminal.data(`${address}\n`);
  terminal.note('The playground is served there until Ctrl-C.');
  if (open) openInBrowser(address, terminal);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  release();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** The page is served whether or not there is a browser to open it. */
function openInBrowser(address: string, terminal: Context['terminal']): void {
  const [command, ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...words, address], { stdio: 'ignore', detached: true });
  child.once('error', () => terminal.note(`No browser could be started ("${command}"); open the address by hand.`));
  child.unref();
}
