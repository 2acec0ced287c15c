// Says of a core whether the tests notice that it is not the true one. What the first of them lets pass goes to the others
// built checked, so that an access to memory that nobody reserved is noticed too.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkedCore, compileChecked, optimised } from '../core/checked.mjs';
import { compileCore, SourceError } from '../core/compile.mjs';

/** The tests that look at the core's numbers. */
const patterns = [
  'test/{core,engine,simulator}/**/*.test.ts',
  'test/models/{engines,session}.test.ts',
  'test/analysis/*{fisher,rank,freedom}*.test.ts',
  'test/property/{engines,rank}.test.ts',
];

/** How their paths begin, in the order in which they are first asked. */
const order = [
  'test/core/',
  'test/simulator/',
  'test/analysis/',
  'test/property/',
  'test/engine/',
  'test/models/s',
  '',
];

/** A file's place in the order. */
const placeOf = (file) => order.findIndex((start) => file.startsWith(start));

/** The bits of nearly everything, in half a second. */
const first = 'test/core/digest.test.ts';

/** Judges mutants, one after the other. */
export class Judge {
  #sources;
  #folder = mkdtempSync(join(tmpdir(), 'ebit-mutants-'));
  #server = null;
  #isClosed = false;
  #files = [];
  /** What each file has taken and caught: the best catcher a second is asked first. */
  #record = new Map();

  /** Processor time of files on the true core, milliseconds, kept in a file. */
  #usual;
  #usualPath;

  /**
   * @param sources - the true core's, by path below assembly/
   * @param usualPath - a file for what was measured with these sources
   */
  constructor(sources, usualPath) {
    this.#sources = sources;
    this.#usualPath = usualPath;
    this.#usual = existsSync(usualPath) ? JSON.parse(readFileSync(usualPath, 'utf8')) : {};
  }

  /** Whether the quickest test fails on a core: { caught, by, words }. */
  async glance({ file, text }) {
    try {
      return await this.#ask(first, await compileCore(new Map([...this.#sources, [file, text]])));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      return { caught: true, by: 'compiler', words: 'it does not compile' };
    }
  }

  /** Which of the other tests fails on a core, or that none does: { caught, by, words }. */
  async verdict({ file, text }) {
    if (this.#server === null) await this.#start();
    const bytes = await compileChecked(new Map([...this.#sources, [file, text]]), optimised);
    const others = this.#files.filter((name) => name !== first).sort((a, b) => this.#worth(b) - this.#worth(a));
    for (const name of others) {
      const answer = await this.#ask(name, bytes);
      if (answer.caught) return answer;
    }
    return { caught: false, by: '', words: '' };
  }

  /** Ends the process that runs the tests and removes its files. */
  close() {
    this.#isClosed = true;
    this.#server?.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #corePath() {
    return join(this.#folder, 'core.wasm');
  }

  #worth(name) {
    const { caught, spent } = this.#record.get(name) ?? { caught: 0, spent: 0 };
    return (caught + 0.1) / (spent + 2000);
  }

  /**
   * How long a file takes on the true core, where it has to pass; the first one twice, for at first the modules are read.
   */
  async #measure(name) {
    const isFirst = name === first;
    const bytes = isFirst ? await compileCore(this.#sources) : readFileSync(await checkedCore(this.#sources));
    for (let time = 0; time < (isFirst ? 2 : 1); time++) {
      const { failed, milliseconds, words } = await this.#run(name, bytes, 600_000);
      if (failed) throw new Error(`${name} fails on the true core: ${words}`);
      this.#usual[name] = milliseconds;
    }
    writeFileSync(this.#usualPath, JSON.stringify(this.#usual));
  }

  async #ask(name, bytes) {
    if (this.#usual[name] === undefined) await this.#measure(name);
    const { failed, milliseconds, words } = await this.#run(name, bytes, 2000 + 5 * this.#usual[name]);
    const record = this.#record.get(name) ?? { caught: 0, spent: 0 };
    this.#record.set(name, { caught: record.caught + (failed ? 1 : 0), spent: record.spent + milliseconds });
    return { caught: failed, by: name, words };
  }

  async #start() {
    const program = fileURLToPath(new URL('test-server.mjs', import.meta.url));
    this.#server = fork(program, [this.#corePath, ...patterns], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const [{ ready }] = await once(this.#server, 'message');
    this.#files = ready.sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
  }

  async #run(file, bytes, limit) {
    if (this.#isClosed) throw new Error('The judge is closed.');
    if (this.#server === null) await this.#start();
    writeFileSync(this.#corePath, bytes);
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
