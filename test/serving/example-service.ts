import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { classifier } from '../../src/models/classifier.js';
import { modelToJSON } from '../../src/models/model-file.js';
import type { Model } from '../../src/models/model-types.js';
import { qcnn } from '../../src/models/qcnn.js';
import { bellNetwork } from '../../src/network/bell-network.js';
import { blocksOf } from '../readme-blocks.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The service of the guide at work. */
export interface ExampleService {
  readonly host: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Where it runs. */
  readonly folder: string;
  /** What it wrote to stderr. */
  faults(): string;
  stop(): Promise<void>;
}

/** The model that it serves: of four columns and three classes, at the parameters that a seed gives. */
export function servedModel(): Model {
  const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 3 }), classes: 3 });
  return model.withInitialParameters(5).withTable({
    columns: {
      features: { A: ['sepal_length', 'sepal_width'], B: ['petal_length', 'petal_width'] },
      label: { column: 'species', classes: ['setosa', 'versicolor', 'virginica'] },
    },
    scale: { minimum: [4.3, 2, 1, 0.1], maximum: [7.9, 4.4, 6.9, 2.5] },
  });
}

/**
 * Starts the service that stands in src/serving/http.md, word for word, with the built package, in a process of its own.
 *
 * @param before - what stands in front of Node
 * @param routes - more of them, in JavaScript, beside the guide's
 */
export async function startExampleService(
  model: Model,
  before: readonly string[] = [],
  routes = '',
): Promise<ExampleService> {
  const folder = mkdtempSync(join(tmpdir(), 'ebit-service-'));
  mkdirSync(join(folder, 'node_modules'));
  mkdirSync(join(folder, 'runs/iris'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/ebit'));
  symlinkSync(join(root, 'node_modules/fastify'), join(folder, 'node_modules/fastify'));
  writeFileSync(join(folder, 'runs/iris/model.json'), JSON.stringify(modelToJSON(model)));
  const guide = readFileSync(join(root, 'src/serving/http.md'), 'utf8');
  for (const { name, text } of blocksOf(guide)) {
    if (name !== null) writeFileSync(join(folder, name), text.replace('console.log(await app.listen', `${routes}\n$&`));
  }
  const [command, ...words] = [...before, process.execPath, 'service.mjs'];
  const child = spawn(command, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let faults = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    faults += text;
  });
  // It ends with whoever started it, however that ends.
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const [line] = await Promise.race([
    once(child.stdout, 'data', { signal: AbortSignal.timeout(60_000) }),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`The service ended (${code}): ${faults}`))),
  ]);
  const { hostname, port } = new URL(String(line).trim());
  return {
    host: hostname,
    port: Number(port),
    process: child,
    folder,
    faults: () => faults,
    async stop() {
      process.off('exit', end);
      const ended = child.exitCode === null ? once(child, 'exit') : null;
      child.kill('SIGTERM');
      const late = setTimeout(end, 10_000);
      await ended;
      clearTimeout(late);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
