// The Python programs beside ours: one process that waits for requests, so that both can be timed in turn.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a peer answers about a training step or a Fisher matrix. */
export interface PeerAnswer {
  readonly peer: string;
  /** The first so many rows of the minibatch that it worked on. */
  readonly samples: number;
  readonly loss?: number;
  readonly gradient?: readonly number[];
  readonly fisher?: readonly number[];
  readonly microseconds: readonly number[];
}

/** Times of lightning.qubit's gates, microseconds, by gate. */
export type GateTimes = Readonly<Record<'RX' | 'CZ' | 'Hadamard' | 'CNOT' | 'SWAP', readonly number[]>>;

/** The process. */
export interface Peers {
  readonly versions: Readonly<Record<string, string>>;
  run(peer: string, problem: string, repetitions: number): Promise<PeerAnswer>;
  gates(qubits: number, rounds: number): Promise<GateTimes>;
  close(): void;
}

const program = fileURLToPath(new URL('./peers/main.py', import.meta.url));

/** Starts the peers with a Python that has bench/peers/requirements.txt installed. */
export async function openPeers(python: string): Promise<Peers> {
  const child = spawn(python, [program, '--serve'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const ended = new Promise<never>((_, reject) => {
    child.on('error', (error) => reject(new Error(`${python} did not start: ${error.message}`)));
    child.on('exit', (code) => reject(new Error(`The peers' process ended with code ${code}.`)));
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
    gates: async (qubits, repetitions) =>
      ((await ask({ peer: 'lightning-gates', qubits, repetitions })) as { microseconds: GateTimes }).microseconds,
    close: () => end(child),
  };
}

function nextLine(lines: Interface): Promise<unknown> {
  return new Promise((resolve) => lines.once('line', (line) => resolve(JSON.parse(line))));
}

function end(child: ChildProcess): void {
  child.stdin?.end();
}
