// Says of a core whether the tests notice that it is not the true one. What the first of them lets pass goes to the others
// built checked, so that an access to memory that nobody reserved is noticed too.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkedCore, compileChecked, optimised } from '../core/checked.mjs';
import { compileCore } from '../core/compile.mjs';

/** The tests that look at the core's numbers. */
const patterns = [
  'test/{core,engine,simulator}/**/*.test.ts',
  'test/models/{engines,session}.test.ts',
  'test/analysis/*{fisher,rank,freedom}*.test.ts',
  'test/property/{engines,rank}.test.ts',
];

/** The bits of everything, in half a second: the first to be asked. */
const first = 'test/core/digest.test.ts';

/** Judges mutants, one after the other. */
export class Judge {
  #sources;
  #folder = mkdtempSync(join(tmpdir(), 'ebit-mutants-'));
  #server = null;
  #files = [];
  /** What each file has taken and caught: the best catcher a second is asked first. */
  #record = new Map();

  /** @param sources - the true core's, by path below assembly/ */
  constructor(sources) {
    this.#sources = sources;
  }

  /**
   * Returns { caught, by, words }: the test file that fails on a core and its first words, or that none does.
   *
   * @param file - path of the changed source
   * @param text - its changed text
   */
  async verdict(file, text) {
    const sources = new Map([...this.#sources, [file, text]]);
    let plain;
    try {
      plain = await compileCore(sources);
    } catch {
      return { caught: true, by: 'compiler', words: 'it does not compile' };
    }
    if (this.#server === null) await this.#start();
    const others = this.#files.filter((name) => name !== first).sort((a, b) => this.#worth(b) - this.#worth(a));
    const checked = { bytes: null };
    for (const name of [first, ...others]) {
      const known = this.#record.get(name) ?? (await this.#measure(name));
      if (name !== first) checked.bytes ??= await compileChecked(sources, optimised);
      writeFileSync(this.#corePath, checked.bytes ?? plain);
      const { failed, milliseconds, words } = await this.#ask(name, 2000 + 5 * known.usual);
      known.spent += milliseconds;
      if (!failed) continue;
      known.caught++;
      return { caught: true, by: name, words };
    }
    return { caught: false, by: '', words: '' };
  }

  /** Ends the process that runs the tests and removes its files. */
  async close() {
    if (this.#server?.connected) {
      this.#server.disconnect();
      await once(this.#server, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #corePath() {
    return join(this.#folder, 'core.wasm');
  }

  #worth(name) {
    const { caught, spent } = this.#record.get(name) ?? { caught: 0, spent: 0 };
    return (caught + 0.1) / (spent + 2000);
  }

  /** How long a file takes on the true core, where it has to pass; twice, for the first run also reads the modules. */
  async #measure(name) {
    const isFirst = name === first;
    writeFileSync(
      this.#corePath,
      isFirst ? await compileCore(this.#sources) : readFileSync(await checkedCore(this.#sources)),
    );
    let usual = 0;
    for (let time = 0; time < (isFirst ? 2 : 1); time++) {
      const { failed, milliseconds, words } = await this.#ask(name, 600_000);
      if (failed) throw new Error(`${name} fails on the true core: ${words}`);
      usual = milliseconds;
    }
    const record = { usual, spent: 0, caught: 0 };
    this.#record.set(name, record);
    return record;
  }

  async #start() {
    const program = fileURLToPath(new URL('test-server.mjs', import.meta.url));
    this.#server = fork(program, [this.#corePath, ...patterns], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const [{ ready }] = await once(this.#server, 'message');
    this.#files = ready;
  }

  async #ask(file, limit) {
    if (this.#server === null) await this.#start();
    const answer = await answerOf(this.#server, { file, limit });
    if (answer.ended) this.#server = null;
    return answer;
  }
}

/** What a server says to a question; one that ends instead has been ended by what it was asked. */
function answerOf(server, question) {
  return new Promise((resolve) => {
    const answered = (answer) => {
      server.off('exit', gone);
      resolve(answer);
    };
    const gone = () => {
      server.off('message', answered);
      resolve({ failed: true, milliseconds: 0, words: 'the process ended', ended: true });
    };
    server.once('message', answered);
    server.once('exit', gone);
    server.send(question);
  });
}
