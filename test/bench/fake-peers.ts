import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PeerAnswer, Peers } from '../../bench/peers.js';
import { paperModel } from '../../bench/problem.js';
import { fisherMatrix } from '../../src/analysis/fisher.js';
import { ceiling } from '../../src/games/ceiling.js';
import { game, type WeightedPair } from '../../src/games/game.js';
import { lossAndGradient } from '../../src/models/loss-and-gradient.js';

interface ProblemFile {
  readonly format: string;
  readonly version: number;
  readonly kind: 'step' | 'fisher' | 'game';
  readonly ebits: number;
  readonly depth: number;
  readonly angles: readonly number[];
  readonly weights: readonly number[];
  readonly rows: readonly number[];
  readonly labels: readonly number[];
  readonly indices: readonly number[];
  readonly unitaries: readonly number[];
}

/** What a peer answers: worked out from the problem file alone, off by `error`; the times are made up. */
function answer(peer: string, file: ProblemFile, repetitions: number, error: number): PeerAnswer {
  const microseconds = Array.from({ length: repetitions }, () => 500);
  if (file.kind === 'fisher') {
    const model = paperModel({ ebits: file.ebits, depth: file.depth, haar: true });
    const fisher = [...fisherMatrix(model, Float64Array.from(file.unitaries), file.angles)];
    return { peer, samples: file.unitaries.length / 1024, fisher, microseconds };
  }
  if (file.kind === 'game') {
    const rows = file.weights as unknown as readonly (readonly number[])[];
    const made = game(rows.flatMap((row, a) => row.map((weight, b): WeightedPair => ({ a, b, weight }))));
    return { peer, samples: 1, value: ceiling(made).quantum.lower + error, microseconds };
  }
  const samples = peer === 'lightning.qubit' ? 8 : file.indices.length;
  const picked = file.indices.slice(0, samples);
  const model = paperModel(file).withParameters(Float64Array.of(...file.angles, ...file.weights));
  const { loss, gradient } = lossAndGradient(
    model,
    Float64Array.from(picked.flatMap((n) => file.rows.slice(8 * n, 8 * n + 8))),
    Float64Array.from(picked, (n) => file.labels[n]),
  );
  return { peer, samples, loss: loss + error, gradient: [...gradient], microseconds };
}

/** What rivals reach on forty made-up rows, and the rows. */
const flowers = {
  rows: 40,
  columns: 3,
  classes: 2,
  models: { 'logistic regression': { accuracies: [0.9], seconds: 0.01 }, MLP: { accuracies: [0.8], seconds: 0.1 } },
};

function writeFlowers(folder: string): void {
  const lines = Array.from(
    { length: 40 },
    (_, n) => `${n % 7},${n === 3 ? '' : n},${n % 2 ? 'red' : 'blue'},${n % 3 ? 'x' : 'y'}`,
  );
  writeFileSync(join(folder, 'iris.csv'), ['a,b,colour,label', ...lines].join('\n'));
  const [training, test] = [0, 1].map((part) => lines.map((_, n) => n).filter((n) => (n % 4 === 0 ? 1 : 0) === part));
  writeFileSync(join(folder, 'iris.json'), JSON.stringify({ label: 'label', splits: [{ training, test }] }));
}

/** Stands in for the Python programs. */
export function fakePeers(
  error = 0,
  versions: Readonly<Record<string, string>> = {},
): Peers & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    versions,
    run: async (peer, problem, repetitions) => {
      asked.push(peer);
      return answer(peer, JSON.parse(readFileSync(problem, 'utf8')) as ProblemFile, repetitions, error);
    },
    gates: async (_, rounds) => {
      asked.push('lightning-gates');
      const times = Array.from({ length: rounds }, () => 1);
      return { RX: times, CZ: times, Hadamard: times, CNOT: times, SWAP: times };
    },
    tables: async (folder, only) => {
      asked.push('tables');
      writeFlowers(folder);
      return [{ ...flowers, name: only[0] ?? 'iris' }];
    },
    close: () => undefined,
  };
}
