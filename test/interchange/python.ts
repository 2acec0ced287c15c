// Programs run by the real packages, in a Python that has them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toPennyLane } from '../../src/interchange/to-pennylane.js';
import { toQiskit } from '../../src/interchange/to-qiskit.js';

/** The Python to run programs with. */
export const python = process.env.EBIT_PYTHON ?? 'python3';

/** The packages, by the names that Python imports. */
export const packages = { pennylane: toPennyLane, qiskit: toQiskit } as const;

export type PackageName = keyof typeof packages;
export const packageNames = Object.keys(packages) as readonly PackageName[];

/** What to do so that programs can be run; null where all is there. */
export function absenceOf(name: PackageName): string | null {
  const question = `import importlib.util as u, sys; sys.exit(any(u.find_spec(n) is None for n in ["numpy", "${name}"]))`;
  const isThere = spawnSync(python, ['-c', question]).status === 0;
  return isThere ? null : `pip install ${name}, and set EBIT_PYTHON to the Python that has it`;
}

/** Runs every program in one process: packages take seconds to import. Its own prints are none of the answer. */
const DRIVER = `
import contextlib, importlib.metadata, io, json, platform, runpy, sys
request = json.load(sys.stdin)
answers = []
for path, rows, table in request["programs"]:
    program = runpy.run_path(path)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        program["check"]()
        if table is not None:
            program["label_table"](table)
    answers.append({
        "probabilities": [[float(p) for p in row] for row in program["probabilities"](rows)],
        "labels": program["predict"](rows),
        "values": [[float(v) for v in row] for row in program["class_probabilities"](rows)] if "logits" in program
        else [float(v) for v in program["expectations"](rows)],
        "said": said.getvalue(),
    })
versions = {name: importlib.metadata.version(name) for name in ("numpy", request["package"])}
json.dump({"versions": {"python": platform.python_version(), **versions}, "answers": answers}, sys.stdout)
`;

/** A program, and what it is asked. */
export interface Question {
  readonly text: string;
  /** Of angles. */
  readonly rows: readonly (readonly number[])[];
  /** A table of text for it to label. */
  readonly table?: string;
}

/** What a program answers. */
export interface Answer {
  readonly probabilities: readonly (readonly number[])[];
  readonly labels: readonly (string | null)[];
  /** Expectation values; of more than two classes their probabilities, row by row. */
  readonly values: readonly number[] | readonly (readonly number[])[];
  /** What its check and the table's labels printed. */
  readonly said: string;
}

/** What several programs answer, and with which versions. */
export interface Answers {
  readonly versions: Readonly<Record<string, string>>;
  readonly answers: readonly Answer[];
}

export function runPrograms(name: PackageName, questions: readonly Question[]): Answers {
  const folder = mkdtempSync(join(tmpdir(), 'ebit-programs-'));
  try {
    const programs = questions.map(({ text, rows, table }, k) => {
      const path = join(folder, `program_${k}.py`);
      writeFileSync(path, text);
      if (table === undefined) return [path, rows, null];
      writeFileSync(`${path}.csv`, table);
      return [path, rows, `${path}.csv`];
    });
    const { status, stdout, stderr } = spawnSync(python, ['-c', DRIVER], {
      input: JSON.stringify({ package: name, programs }),
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    if (status !== 0) throw new Error(`${python} failed:\n${stderr}`);
    return JSON.parse(stdout) as Answers;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
