import { EbitError } from '../../errors.js';
import { toPennyLane } from '../../interchange/to-pennylane.js';
import { toQiskit } from '../../interchange/to-qiskit.js';
import { makeFolderOf, writeWhole } from '../../node/files.js';
import { checkedWord } from '../../options.js';
import { openModel } from '../model-source.js';
import type { Registration } from './context.js';

interface ExportOptions {
  readonly to?: string;
  readonly out?: string;
}

const packages = ['pennylane', 'qiskit'] as const;

const EXAMPLES = `
The program is one file of Python that needs NumPy and PennyLane or Qiskit, and nothing of ebit. It holds what the
predictions depend on: columns and their scale, embeddings, conditions, trained angles and weights, ebits and coins,
readout errors and the words of the labels. Given a table it prints what ebit predict does; given nothing it compares
three rows with the probabilities that ebit found. Circuits alone, for other tools: ebit draw --qasm.

Examples:
    $ ebit export runs/a --to pennylane --out a.py
    $ python a.py                                 checks itself: "well"
    $ python a.py new.csv > predictions.csv
    $ ebit export model.json --to qiskit > b.py`;

/** `ebit export` */
export const registerExport: Registration = (program, { terminal }) => {
  program
    .command('export')
    .summary('write a model as a program for PennyLane or Qiskit')
    .description('Writes a trained model as a program of Python that runs in PennyLane or Qiskit.')
    .argument('<model>', 'a model file, or the folder of a run')
    .option('--to <package>', 'pennylane or qiskit')
    .option('--out <file>', 'write to a file, not to stdout')
    .addHelpText('after', EXAMPLES)
    .action((path: string, { to, out }: ExportOptions) => {
      if (to === undefined) throw new EbitError('usage', 'Say for which package: --to pennylane or --to qiskit.');
      const chosen = checkedWord('package to export to', to, packages, 'usage');
      const model = openModel(path);
      const text = chosen === 'pennylane' ? toPennyLane(model) : toQiskit(model);
      if (out === undefined) {
        terminal.data(text);
        return;
      }
      makeFolderOf(out);
      writeWhole(out, text);
      terminal.note(`The program is in "${out}".`);
    });
};
