import { ClassifierEngine } from '../src/engine/classifier-engine.js';
import { engines } from './scratch-kernel.js';
const m = Number(process.argv[3]), n = Number(process.argv[4]);
const { mod, input, angles } = engines(m, 5, 1, n);
const w = Float64Array.from([1, -1, -1, 1]);
const g = new Float64Array(mod.angles), wg = new Float64Array(4);
const e = new ClassifierEngine(input, process.argv[5] as 'state');
const ts: number[] = [];
const end = performance.now() + 5000;
while (performance.now() < end) { const t = performance.now(); e.step(angles, w, null, 'mse', g, wg); ts.push(performance.now() - t); }
ts.sort((a, b) => a - b);
console.log(m, n, process.argv[5], 'n', ts.length, 'p1', ts[Math.floor(ts.length * 0.01)].toFixed(4), 'p10', ts[Math.floor(ts.length * 0.1)].toFixed(4), 'p50', ts[ts.length >> 1].toFixed(4));
