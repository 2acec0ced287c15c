// Commands of a host, each with all that it starts in a group of its own, so that nothing of it is left.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A port of this machine that nobody listens on. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function start(command, words, { cwd, env }) {
  const child = spawn(command, words, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  return { child, end };
}

/**
 * Runs a command to its end; returns its exit code and all that it wrote.
 *
 * @param options - `within()` says how many milliseconds there are; after them it is ended, with status null
 */
export function run(command, words, { cwd, env, within }) {
  const { child, end } = start(command, words, { cwd, env });
  return new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(
      () => {
        text += `\n${command} ${words.join(' ')} had no time left.`;
        end();
      },
      Math.max(0, within()),
    );
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(late);
      end();
      resolve({ status, text });
    });
  });
}

/**
 * Starts a server on a free port, which it finds as PORT in its environment; returns its address as soon as something answers
 * there. `end` ends it.
 */
export async function startServer(command, words, { cwd, env, within }) {
  const port = await freePort();
  const { child, end } = start(command, words, { cwd, env: { ...env, PORT: String(port) } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
  const ended = new Promise((resolve) => child.on('close', resolve));
  const address = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(address).then(
      ({ body }) => body.cancel().then(() => true),
      () => false,
    );
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`The server ended (${child.exitCode}): ${text.slice(-2000)}`);
    if (within() <= 0) {
      end();
      throw new Error(`The server does not answer: ${text.slice(-2000)}`);
    }
    await sleep(100);
  }
  return {
    address,
    said: () => text,
    async end() {
      end();
      await ended;
    },
  };
}
