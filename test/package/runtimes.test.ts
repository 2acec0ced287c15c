import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bellNetwork, chsh, classifier, digest, fitMany, qcnn } from '../../src/index.js';
import { bun, deno, node26, printedBy, thisNode } from '../contract/commands.js';
import { everywhere } from '../everywhere.js';
import { type Installed, installPackage } from './installed.js';

/** Trains three fits in two threads, and meets a worker that is not there. */
const program = `
import { bellNetwork, chsh, classifier, digest, fitMany, qcnn, threadPool } from 'ebit';
const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
const options = { seeds: [1, 2, 3], iterations: 20 };
const digests = async (more) => {
  const runs = await fitMany(model, chsh(), { ...options, ...more });
  return runs.map((run) => digest(run.model.parameters));
};
const executor = await threadPool({ workers: 1, script: new URL('./nowhere.js', import.meta.url) });
const lost = await digests({ executor, tries: 1 }).catch((error) => error);
await executor.close();
console.log(JSON.stringify({ here: await digests({ workers: 0 }), threads: await digests({ workers: 2 }), lost: lost.message, code: lost.code }));
`;

describe('the installed package', () => {
  let installed: Installed;
  let expected: string[];
  beforeAll(async () => {
    const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: qcnn({ depth: 1 }) });
    const runs = await fitMany(model, chsh(), { seeds: [1, 2, 3], iterations: 20, workers: 0 });
    expected = runs.map((run) => digest(run.model.parameters));
    installed = installPackage();
    installed.write('program.js', program);
    const inside = `./node_modules/ebit/dist/browser/ebit.js`;
    installed.write('alone.js', program.replace("from 'ebit'", `from '${inside}'`));
  });
  afterAll(() => installed.remove());

  const cases = [
    { runtime: thisNode, file: 'program.js' },
    { runtime: node26, file: 'program.js' },
    { runtime: deno, file: 'program.js' },
    { runtime: bun, file: 'program.js' },
    { runtime: deno, file: 'alone.js' },
    { runtime: bun, file: 'alone.js' },
  ];
  for (const { runtime, file } of cases) {
    const what = `${runtime.name}, ${file === 'alone.js' ? 'by the self-contained file' : 'by its name'}`;
    // A machine may lack a runtime; the title says so where the results are read.
    if (runtime.absent !== null && !everywhere) it.skip(`NOT CHECKED: ${what}; ${runtime.absent}`, () => {});
    else
      it(`trains in threads of ${what}`, async () => {
        const said = JSON.parse(await printedBy(runtime, [file], installed.folder));
        expect(said.threads).toEqual(said.here);
        expect(said.here).toEqual(expected);
        expect(said.code).toBe('runtime');
        expect(said.lost).toContain('nowhere.js');
      });
  }

  it('says where Web Workers are missing', async () => {
    const run = printedBy(thisNode, ['alone.js'], installed.folder);
    await expect(run).rejects.toThrow(/There are no threads here: this runtime has no Worker.*workers: 0/);
  });
});
