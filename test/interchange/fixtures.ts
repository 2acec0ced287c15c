// What the real packages found, kept so that a machine without Python compares with it.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rowsFor } from '../models/engine-cases.js';
import { type ProgramCase, programCases } from './cases.js';
import { type PackageName, packages, runPrograms } from './python.js';

export interface Fixture {
  /** What they were made with. */
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: Readonly<Record<string, { readonly digest: string; readonly probabilities: readonly number[][] }>>;
}

const pathOf = (name: PackageName): string => fileURLToPath(new URL(`fixtures/${name}.json`, import.meta.url));

/** The rows of a case, other ones than those in its program. */
export function fixtureRows({ model }: ProgramCase): number[][] {
  return rowsFor(model, 3, 17);
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function readFixture(name: PackageName): Fixture {
  return JSON.parse(readFileSync(pathOf(name), 'utf8')) as Fixture;
}

/** Runs all cases in a package and keeps what it finds. */
export function writeFixture(name: PackageName): void {
  const texts = programCases.map(({ model }) => packages[name](model));
  const { versions, answers } = runPrograms(
    name,
    programCases.map((one, k) => ({ text: texts[k], rows: fixtureRows(one) })),
  );
  const cases = Object.fromEntries(
    programCases.map((one, k) => [
      one.name,
      { digest: digestOf(texts[k]), probabilities: answers[k].probabilities.map((row) => [...row]) },
    ]),
  );
  writeFileSync(pathOf(name), `${JSON.stringify({ versions, cases }, null, 2)}\n`);
}
