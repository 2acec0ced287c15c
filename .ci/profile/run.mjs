// Runs a bench under the sampling profiler and writes what it saw: run.mjs BENCH FILE [quick].
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

register('../core/named-hook.mjs', import.meta.url);
const [name, file, size] = process.argv.slice(2);
const { quick, thorough } = await import('../../bench/measure.ts');
// By the name that it says of itself: a module may have to call it otherwise.
const bench = Object.values(await import(`../../bench/${name}.ts`)).find((one) => one?.name === name && 'run' in one);
const folder = mkdtempSync(join(tmpdir(), 'ebit-profile-bench-'));
const isTiny = size === 'tiny';
const tiny = { rounds: 1, burstMicroseconds: 0, warmUpMicroseconds: 0, iterations: 4 };
const effort = isTiny ? tiny : size === 'quick' ? quick : thorough;

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.setSamplingInterval', { interval: 200 });
await session.post('Profiler.start');
try {
  await bench.run({ effort, quick: size !== 'thorough', peers: null, native: null, jaxJs: null, before: null, folder });
} finally {
  const { profile } = await session.post('Profiler.stop');
  writeFileSync(file, JSON.stringify(profile));
  rmSync(folder, { recursive: true });
}
