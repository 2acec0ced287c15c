// The programs beside ours: processes that wait for requests, so that both can be timed in turn.
import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a peer answers about a training step, a Fisher matrix, a circuit or a game. */
export interface PeerAnswer {
  readonly peer: string;
  /** The first so many rows of the minibatch that it worked on. */
  readonly samples: number;
  readonly loss?: number;
  readonly gradient?: readonly number[];
  readonly fisher?: readonly number[];
  readonly hessian?: readonly number[];
  readonly value?: number;
  /** Of a circuit's final state, [re, im] of every basis state. */
  readonly amplitudes?: readonly number[];
  readonly microseconds: readonly number[];
}

/** Times of lightning.qubit's gates, microseconds, by gate. */
export type GateTimes = Readonly<Record<'RX' | 'CZ' | 'Hadamard' | 'CNOT' | 'SWAP', readonly number[]>>;

/** A process that works on problem files. */
export interface PeerProcess {
  readonly versions: Readonly<Record<string, string>>;
  run(peer: string, problem: string, repetitions: number): Promise<PeerAnswer>;
  close(): void;
}

/** What usual models reach on the test rows of a table's splits. */
export interface TableResult {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
  readonly models: Readonly<Record<string, { readonly accuracies: readonly number[]; readonly seconds: number }>>;
}

/** The Python programs. */
export interface Peers extends PeerProcess {
  /** Writes tables and their splits into a folder, all unless some are named, and measures the usual models on them. */
  tables(folder: string, only: readonly string[]): Promise<readonly TableResult[]>;
  gates(qubits: number, rounds: number): Promise<GateTimes>;
}

const fileOf = (name: string): string => fileURLToPath(new URL(`./peers/${name}`, import.meta.url));

/** Starts the peers with a Python that has bench/peers/requirements.txt installed. */
export async function openPeers(python: string): Promise<Peers> {
  const { ask, ...peers } = await openProcess(python, [fileOf('main.py'), '--serve']);
  return {
    ...peers,
    tables: async (folder, only) =>
      ((await ask({ peer: 'tables', folder, only, repetitions: 1 })) as { results: TableResult[] }).results,
    gates: async (qubits, repetitions) =>
      ((await ask({ peer: 'lightning-gates', qubits, repetitions })) as { microseconds: GateTimes }).microseconds,
  };
}

/** Starts one of the JavaScript programs from a folder where its packages are installed. */
async function openScript(name: string, folder: string): Promise<PeerProcess> {
  const { ask: _, ...peer } = await openProcess(process.execPath, [fileOf(name), resolve(folder)]);
  return peer;
}

/** The simulators that npm has: amplitudes of circuits. */
export const openSimulators = (folder: string): Promise<PeerProcess> => openScript('javascript.mjs', folder);

/** jax-js: training steps. */
export const openJaxJs = (folder: string): Promise<PeerProcess> => openScript('jax-js.mjs', folder);

async function openProcess(
  command: string,
  words: readonly string[],
): Promise<PeerProcess & { ask(request: object): Promise<unknown> }> {
  const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const ended = new Promise<never>((_, reject) => {
    child.on('error', (error) => reject(new Error(`${command} did not start: ${error.message}`)));
    child.on('exit', (code) => reject(new Error(`The peers' process ${command} ended with code ${code}.`)));
  });
  // Nobody may be waiting when it ends after close().
  ended.catch(() => undefined);
  const { versions } = (await Promise.race([nextLine(lines), ended])) as { versions: Record<string, string> };
  const ask = async (request: object): Promise<unknown> => {
    const reply = nextLine(lines);
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return Promise.race([reply, ended]);
  };
  return {
    versions,
    run: async (peer, problem, repetitions) => (await ask({ peer, problem, repetitions })) as PeerAnswer,
    ask,
    close: () => end(child),
  };
}

function nextLine(lines: Interface): Promise<unknown> {
  return new Promise((resolve) => lines.once('line', (line) => resolve(JSON.parse(line))));
}

function end(child: ChildProcess): void {
  child.stdin?.end();
}
