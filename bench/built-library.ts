// A library as it is built, of this checkout or of another, and what compiling and predicting are made of.
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The entry that Node takes in a built checkout.
 *
 * @param folder - of the checkout, this one unless told
 */
export function built(folder: string = root): string {
  const entry = ['node.js', 'index.js'].map((file) => `${folder}/dist/${file}`).find((path) => existsSync(path));
  if (entry === undefined) throw new Error(`There is no built library in ${folder}; run "npm run build" there.`);
  return pathToFileURL(entry).href;
}

type Library = Pick<typeof import('../src/index.js'), 'bellNetwork' | 'classifier' | 'openSession' | 'qcnn'>;

const DEPTH = 20;
const FEATURES = 8;

/** Rows in an arithmetic pattern: what is timed is not the data. */
const rowsOf = (count: number) => Float64Array.from({ length: FEATURES * count }, (_, i) => ((i * 37) % 200) / 100 - 1);

/** What a library does, by name. */
export type Works = Readonly<Record<'same' | 'other' | 'one' | 'batch', () => void>>;

/**
 * The works of a built library.
 *
 * @param library - its entry
 * @param rowCount - over which models are compiled
 * @param batch - rows of one prediction
 */
export async function works(library: string, rowCount: number, batch: number): Promise<Works> {
  const { bellNetwork, classifier, openSession, qcnn } = (await import(library)) as Library;
  const rows = rowsOf(rowCount);
  const labels = Float64Array.from({ length: rowCount }, (_, i) => (i % 2 === 0 ? 1 : -1));
  const model = (fidelity: number, seed: number) =>
    classifier({ network: bellNetwork({ ebits: 1, fidelity }), circuit: qcnn({ depth: DEPTH }), seed });
  const open = (one: ReturnType<typeof model>): void => openSession(one, rows, labels).close();
  const predicting = model(1, 0);
  const one = [Array.from(rowsOf(1))];
  const many = rowsOf(batch);
  let made = 0;
  return {
    same: () => open(model(1, ++made)),
    // No two of them have been compiled before.
    other: () => open(model(0.5 + 0.5 / (++made + 2), 0)),
    one: () => predicting.predict(one),
    batch: () => predicting.predict(many),
  };
}
