// Random networks with noise in other packages: what a Python that has them finds, and what it found once.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plainPrograms, type RandomNoisyModel, randomNoisyModel } from '../random-networks.js';

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The Python to ask. */
export const python = process.env.EBIT_PYTHON ?? 'python3';

/** The packages by their names on PyPI, and what Python imports of them. */
export const peers = { pennylane: ['pennylane'], 'qiskit-aer': ['qiskit', 'qiskit_aer'] } as const;
export type Peer = keyof typeof peers;
export const peerNames = Object.keys(peers) as readonly Peer[];

/** Half of them with noise behind gates. */
export const peerCases: readonly RandomNoisyModel[] = Array.from({ length: 32 }, (_, seed) =>
  randomNoisyModel(seed, { maxQubits: 6, gateNoise: seed % 2 === 1 }),
);

/** What a package finds of a case. */
export interface PeerAnswer {
  /** Shape [rows][2^R]. */
  readonly probabilities: readonly (readonly number[])[];
  /** -mean y E. */
  readonly loss?: number;
  /** By the angles, then the weights. */
  readonly gradient?: readonly number[];
}

export interface PeerFixture {
  readonly versions: Readonly<Record<string, string>>;
  /** Of what was asked. */
  readonly digests: readonly string[];
  readonly answers: readonly PeerAnswer[];
}

/** What to do so that a package can be asked; null where it is there. */
export function absenceOf(peer: Peer): string | null {
  const modules = JSON.stringify(['numpy', ...peers[peer]]);
  const question = `import importlib.util as u, sys; sys.exit(any(u.find_spec(n) is None for n in ${modules}))`;
  const isThere = spawnSync(python, ['-c', question]).status === 0;
  return isThere
    ? null
    : `pip install -r test/interchange/requirements.txt, and set EBIT_PYTHON to the Python that has it`;
}

/** What a package is asked. */
const asked = (random: RandomNoisyModel) => ({ ...random, ...plainPrograms(random) });

/** Asks a package. */
export function askPeer(
  peer: Peer,
  cases: readonly RandomNoisyModel[],
): { readonly versions: Readonly<Record<string, string>>; readonly answers: readonly PeerAnswer[] } {
  const { status, stdout, stderr } = spawnSync(python, [pathOf('noisy.py')], {
    input: JSON.stringify({ package: peer, cases: cases.map(asked) }),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(`${python} failed:\n${stderr}`);
  return JSON.parse(stdout) as ReturnType<typeof askPeer>;
}

/** What says whether a case is still the one that was asked. */
export function digestOf(random: RandomNoisyModel): string {
  return createHash('sha256')
    .update(JSON.stringify(asked(random)))
    .digest('hex');
}

export function readPeerFixture(peer: Peer): PeerFixture {
  return JSON.parse(readFileSync(pathOf(`${peer}.json`), 'utf8')) as PeerFixture;
}

/** Asks a package all cases and keeps its answers. */
export function writePeerFixture(peer: Peer): void {
  const { versions, answers } = askPeer(peer, peerCases);
  const fixture: PeerFixture = { versions, digests: peerCases.map(digestOf), answers };
  writeFileSync(pathOf(`${peer}.json`), `${JSON.stringify(fixture, null, 2)}\n`);
}
