import * as v from 'valibot';
import { EbitError, type EbitErrorCode } from './errors.js';
import { nearestHint } from './options.js';
import { cutShort, shownValue } from './shown-value.js';

/** Returns a function that makes a value at its first call, and gives the same one ever after: schemas take their time. */
/* @__NO_SIDE_EFFECTS__ */ export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** What of a schema says what may stand at a place; a schema has some of these. */
interface Node {
  readonly type?: string;
  readonly literal?: unknown;
  readonly entries?: Readonly<Record<string, Node>>;
  readonly item?: Node;
  readonly items?: readonly Node[];
  readonly wrapped?: Node;
  /** Of a schema that refers to itself. */
  readonly getter?: (input: unknown) => Node;
  readonly options?: readonly unknown[];
}

/** All schemas that may apply at a place: optional ones unwrapped, unions opened. */
function openings(node: Node): Node[] {
  if (node.wrapped !== undefined) return openings(node.wrapped);
  if (node.getter !== undefined) return openings(node.getter(undefined));
  const options = node.options?.filter((option): option is Node => typeof option === 'object' && option !== null);
  return options === undefined || options.length === 0 ? [node] : options.flatMap(openings);
}

/** Whether an object names this schema of a union as its own: by the words, such as `kind`, that the schema fixes. */
function isMeant({ entries = {} }: Node, value: unknown): boolean {
  return Object.entries(entries).every(
    ([key, { type, literal }]) =>
      type !== 'literal' || (value as Readonly<Record<string, unknown>> | null)?.[key] === literal,
  );
}

/** The schemas that may apply at the end of a path. */
function nodesAt(schema: Node, path: readonly { readonly input: unknown; readonly key: unknown }[]): Node[] {
  let nodes = openings(schema);
  for (const { input, key } of path) {
    const meant = nodes.filter((node) => isMeant(node, input));
    const below = (meant.length > 0 ? meant : nodes).map((node) =>
      typeof key === 'number' ? (node.items?.[key] ?? node.item) : node.entries?.[String(key)],
    );
    nodes = below.flatMap((node) => (node === undefined ? [] : openings(node)));
  }
  return nodes;
}

/**
 * The keys that a schema knows below a path.
 *
 * @param path - the way there, each step with the value that it starts from
 * @param value - what stands there; of a union it says which alternative is meant
 */
export function knownKeys(
  schema: unknown,
  path: readonly { readonly input: unknown; readonly key: unknown }[],
  value: unknown,
): string[] {
  const nodes = nodesAt(schema as Node, path);
  const meant = nodes.filter((node) => isMeant(node, value));
  return [...new Set((meant.length > 0 ? meant : nodes).flatMap((node) => Object.keys(node.entries ?? {})))];
}

/** The words that may stand at the place of an issue: those of a list, or the kinds of a union. */
function knownWords(issue: v.BaseIssue<unknown>): string[] {
  if (issue.type !== 'picklist' && issue.type !== 'variant') return [];
  return [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1]);
}

function place(issue: v.BaseIssue<unknown>): string {
  if (v.getDotPath(issue) === null) return '';
  return `"${(issue.path ?? []).map(({ key }) => cutShort(String(key))).join('.')}"`;
}

/** Whether an issue is about a key that no schema knows. */
export function isUnknownKey(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never';
}

/** The complaint about the value itself: inside a union, that of the alternative which came furthest. */
export function innermost(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
  const inside = issue.issues?.filter((inner) => (inner.path?.length ?? 0) > 0) ?? [];
  const deeper = inside.find(isUnknownKey) ?? inside[0];
  if (deeper === undefined) return issue;
  const path = [...(issue.path ?? []), ...(deeper.path ?? [])] as unknown as typeof issue.path;
  return innermost({ ...deeper, path });
}

/** What stands where something else belongs. */
function received(issue: v.BaseIssue<unknown>): string {
  return typeof issue.input === 'string' ? shownValue(issue.input) : cutShort(issue.received);
}

/** One sentence for a person who wrote the value by hand: where it is wrong, what it is, what belongs there. */
function sentence(schema: v.GenericSchema, issue: v.BaseIssue<unknown>, what: string): string {
  const where = place(issue);
  if (isUnknownKey(issue)) {
    const path = issue.path ?? [];
    const last = path[path.length - 1];
    const hint = nearestHint(String(last?.key), knownKeys(schema, path.slice(0, -1), last?.input));
    return `${what} has an unknown key ${where}; remove it or correct its spelling.${hint}`;
  }
  if (issue.type === 'strict_object' && issue.received === 'undefined' && where !== '') {
    return `${what} lacks ${where}; add it.`;
  }
  const belongs = issue.type === 'finite' ? 'a finite number' : issue.expected;
  const expected = belongs === null ? issue.message : `${received(issue)} where ${belongs} belongs`;
  const hint = typeof issue.input === 'string' ? nearestHint(issue.input, knownWords(issue)) : '';
  return `${what} is not valid${where === '' ? '' : ` at ${where}`}: ${expected}.${hint}`;
}

/**
 * Checks an untrusted value against a schema and returns it with the schema's type.
 *
 * All objects of the project that people write by hand (network descriptions, model files) pass through here, so that
 * a misspelt key is refused in one way and with one wording everywhere.
 *
 * @param schema - a valibot schema; its objects should be strict
 * @param value - anything
 * @param code - the code of the error
 * @param what - how the value is called in the message, as the beginning of a sentence
 * @returns the checked value
 * @throws EbitError `code` naming the first place that does not fit, what stands there and what belongs there
 */
export function checked<TSchema extends v.GenericSchema>(
  schema: TSchema,
  value: unknown,
  code: EbitErrorCode,
  what: string,
): v.InferOutput<TSchema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  // A misspelt key often shows as a missing one too; its spelling is the better hint.
  const issues = result.issues.map(innermost);
  const issue = issues.find(isUnknownKey) ?? issues[0];
  throw new EbitError(code, sentence(schema, issue, what));
}
