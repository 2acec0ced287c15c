// Many mutants in one module: the compiler takes its time once for all of them, and the engine that runs them warms up once.
// Beside a function stand copies, each with one change in it, and the function asks at its start which of them is meant.

const choice = `/** The number of the mutant that runs; 0 for none. */
export let mutant: i32 = 0;
export function chooseMutant(n: i32): void {
  mutant = n;
}
`;

/** Whether a mutant can stand beside others: a change outside all functions is one of the whole module. */
export const canStandBeside = ({ inside }) => inside !== null;

/**
 * Returns sources in which the mutants stand side by side, numbered from 1; the module's verb chooseMutant says which runs.
 *
 * @param sources - by path below assembly/
 * @param mutants - all of them as `canStandBeside` has it
 */
export function batchSources(sources, mutants) {
  const result = new Map(sources);
  for (const path of new Set(mutants.map(({ file }) => file))) {
    const text = sources.get(path);
    const owned = new Map();
    mutants.forEach((mutant, i) => {
      if (mutant.file !== path) return;
      const { start } = mutant.inside;
      owned.set(start, [...(owned.get(start) ?? []), { ...mutant, number: i + 1 }]);
    });
    let changed = text;
    // From the last function to the first, so that the others' positions stay as they are.
    for (const [, own] of [...owned].sort(([a], [b]) => b - a)) {
      const { name, start, body, end, isVoid, given } = own[0].inside;
      const copies = own.map(({ change, number }) => {
        const before = text.slice(start + name.length, change.start);
        return `\nfunction ${name}__${number}${before}${change.replacement}${text.slice(change.end, end)}`;
      });
      const calls = own.map(({ number }) => {
        const call = `${name}__${number}${given}`;
        return `if (mutant == ${number}) ${isVoid ? `{ ${call}; return; }` : `return ${call};`}`;
      });
      changed = `${changed.slice(0, body)} ${calls.join(' ')}${changed.slice(body, end)}${copies.join('')}${changed.slice(end)}`;
    }
    result.set(path, `import { mutant } from './mutant';${changed}`);
  }
  result.set('mutant.ts', choice);
  result.set('index.ts', `export { chooseMutant } from './mutant';${result.get('index.ts')}`);
  return result;
}

/** Numbers of the mutants that keep a batch from compiling, by the places that the compiler names. */
export function refusedOf(sources, message) {
  const numbers = new Set();
  const errors = message.split(/\n(?=ERROR|WARNING)/).filter((part) => part.startsWith('ERROR'));
  for (const [, path, line] of errors.join('\n').matchAll(/ in assembly\/([\w-]+\.ts)\((\d+),/g)) {
    const before = (sources.get(path) ?? '').split('\n').slice(0, Number(line)).join('\n');
    const [, number] = [...before.matchAll(/^function \w+?__(\d+)\b/gm)].at(-1) ?? [];
    if (number !== undefined) numbers.add(Number(number));
  }
  return numbers;
}

const marks = `const marks = memory.data(4096);
export function mark(n: usize): void {
  store<u8>(marks + n, 1);
}
/** Whether a function has been called since this was last asked. */
export function takeMark(n: usize): bool {
  const was = load<u8>(marks + n) != 0;
  store<u8>(marks + n, 0);
  return was;
}
`;

/** What a mutant's function is known by, or null for a change outside all functions. */
export const functionOf = ({ file, inside }) => (inside === null ? null : `${file}: ${inside.name}`);

/**
 * Returns sources whose functions note that they have been called, with the verb takeMark; and the functions in the order of
 * their numbers.
 *
 * @param mutants - whose functions are meant
 */
export function markedSources(sources, mutants) {
  const found = new Map(mutants.filter(canStandBeside).map((mutant) => [functionOf(mutant), mutant]));
  const functions = [...found.keys()];
  const result = new Map(sources);
  for (const path of new Set([...found.values()].map(({ file }) => file))) {
    const own = [...found]
      .filter(([, { file }]) => file === path)
      .sort(([, a], [, b]) => b.inside.body - a.inside.body);
    let text = sources.get(path);
    for (const [name, { inside }] of own)
      text = `${text.slice(0, inside.body)} mark(${functions.indexOf(name)});${text.slice(inside.body)}`;
    result.set(path, `import { mark } from './marks';${text}`);
  }
  result.set('marks.ts', marks);
  result.set('index.ts', `export { takeMark } from './marks';${result.get('index.ts')}`);
  return { marked: result, functions };
}
