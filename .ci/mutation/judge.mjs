// Says of a core whether the tests notice that it is not the true one. All are built checked, so that an access to memory
// that nobody reserved is noticed too. What passes the quick cases goes to the test files.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkedCore, compileChecked, optimised } from '../core/checked.mjs';
import { compileCore, SourceError } from '../core/compile.mjs';
import { batchSources, canStandBeside, functionOf, markedSources, refusedOf } from './batch.mjs';
import { Glance } from './glance.mjs';
import { allMutants } from './mutants.mjs';

/** The tests that look at the core's numbers. */
const patterns = [
  'test/{core,engine,simulator}/**/*.test.ts',
  'test/models/{engines,noisy,session}.test.ts',
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

/** What the quick cases have asked already. */
const asked = 'test/core/digest-cases.test.ts';

/** Mutants that stand in one module: more would save little, and make what is broken off longer. */
const BATCH = 80;

/** Mutants in batches that compile together. */
function batchesOf(mutants) {
  const beside = mutants.filter(canStandBeside);
  const alone = mutants.filter((mutant) => !canStandBeside(mutant));
  const batches = [];
  for (let at = 0; at < beside.length; at += BATCH) batches.push(beside.slice(at, at + BATCH));
  return [...batches, ...alone.map((mutant) => [mutant])];
}

/** Judges mutants, one after the other. */
export class Judge {
  #sources;
  #folder = mkdtempSync(join(tmpdir(), 'ebit-mutants-'));
  #server = null;
  #glance = null;
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

  /** Whether the quick cases notice mutants: yields each with { caught, by, words }. */
  async *glances(mutants) {
    for (const batch of batchesOf(mutants)) yield* this.#batch(batch);
  }

  async #openGlance() {
    const { marked, functions } = markedSources(this.#sources, allMutants(this.#sources));
    return new Glance(await compileCore(marked, optimised), functions);
  }

  async *#batch(batch) {
    const [{ file, text }] = batch;
    const isOne = batch.length === 1;
    const sources = isOne ? new Map([...this.#sources, [file, text]]) : batchSources(this.#sources, batch);
    try {
      const bytes = await compileChecked(sources, optimised);
      this.#glance ??= await this.#openGlance();
      await this.#glance.load(bytes);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      const refused = isOne ? new Set([1]) : refusedOf(sources, error.message);
      // One that does not compile keeps the others from it; where the compiler does not say which, each goes alone.
      const isRefused = (_, n) => refused.has(n + 1);
      for (const mutant of batch.filter(isRefused))
        yield { mutant, caught: true, by: 'compiler', words: 'it does not compile' };
      const rest = batch.filter((_, n) => !isRefused(_, n));
      if (refused.size > 0 && rest.length > 0) yield* this.#batch(rest);
      else for (const mutant of rest) yield* this.#batch([mutant]);
      return;
    }
    for (let n = 0; n < batch.length; n++) {
      const answer = await this.#glance.look(isOne ? 0 : n + 1, functionOf(batch[n]));
      yield { mutant: batch[n], ...answer };
    }
  }

  /** Which of the other tests fails on a core, or that none does: { caught, by, words }. */
  async verdict({ file, text }) {
    if (this.#server === null) await this.#start();
    const bytes = await compileChecked(new Map([...this.#sources, [file, text]]), optimised);
    const others = this.#files.filter((name) => name !== asked).sort((a, b) => this.#worth(b) - this.#worth(a));
    for (const name of others) {
      const answer = await this.#ask(name, bytes);
      if (answer.caught) return answer;
    }
    return { caught: false, by: '', words: '' };
  }

  /** Ends the process that runs the tests and removes its files. */
  close() {
    this.#isClosed = true;
    this.#glance?.close();
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

  /** How long a file takes on the true core, where it has to pass. */
  async #measure(name) {
    const { failed, milliseconds, words } = await this.#run(
      name,
      readFileSync(await checkedCore(this.#sources)),
      600_000,
    );
    if (failed) throw new Error(`${name} fails on the true core: ${words}`);
    this.#usual[name] = milliseconds;
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
