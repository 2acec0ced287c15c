// What the examples of the API reference may use besides the public names; the reference shows it.
import { readFileSync } from 'node:fs';
import { bellNetwork, classifier, clusters, fitTask, type Job, qcnn, subset } from '../src/index.js';

const sets = clusters({ seed: 1 });
const first = (count: number) => Array.from({ length: count }, (_, n) => n);

export const training = subset(sets.training, first(64)); // 64 points of 8 features
export const validation = subset(sets.validation, first(32));
export const rows = validation.rows;
export const labels = validation.labels;
export const model = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 1 }), seed: 1 });
export const jobs = [7, 8].map(
  (seed): Job => ({
    task: fitTask({ data: { kind: 'clusters' }, model: { depth: 1 }, training: { iterations: 4, seed } }),
  }),
);
export const core = new WebAssembly.Module(readFileSync(new URL('../dist/core.wasm', import.meta.url)));
