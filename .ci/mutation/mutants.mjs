// The list of mutants: the core's sources with one operator, sign, comparison or number changed. A test should fail on
// each of them.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
// The project's own TypeScript has no programming interface.
const ts = require('@typescript/typescript6');

/** Vector operations by name, and what stands in their places. */
const calls = new Map([
  ['f64x2.add', 'f64x2.sub'],
  ['f64x2.sub', 'f64x2.add'],
  ['f64x2.pmax', 'f64x2.pmin'],
  ['f64x2.pmin', 'f64x2.pmax'],
  ['f64x2.max', 'f64x2.min'],
  ['f64x2.min', 'f64x2.max'],
  ['i64x2.add', 'i64x2.sub'],
  ['i64x2.eq', 'i64x2.ne'],
  ['i64x2.shl', 'i64x2.shr_u'],
  ['v128.and', 'v128.or'],
  ['v128.or', 'v128.and'],
  ['v128.xor', 'v128.or'],
  ['Math.max', 'Math.min'],
  ['Math.min', 'Math.max'],
]);

/** Calls whose sign is changed by one more call around them. */
const negated = new Set(['f64x2.mul', 'f64x2.div', 'Math.sqrt', 'f64x2.sqrt']);

/** Calls that give way to what they were given. */
const unwrapped = new Set(['f64x2.neg', 'f64x2.abs', 'Math.abs', 'abs']);

const operators = new Map([
  ['+', '-'],
  ['-', '+'],
  ['*', '+'],
  ['/', '*'],
  ['+=', '-='],
  ['-=', '+='],
  ['*=', '+='],
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['==', '!='],
  ['!=', '=='],
  ['&&', '||'],
  ['||', '&&'],
  ['&', '|'],
  ['|', '&'],
  ['<<', '>>'],
  ['>>', '<<'],
]);

/** A comparison changes its direction too, not only what it says of equals. */
const directions = new Map([
  ['<', '>='],
  ['<=', '>'],
  ['>', '<='],
  ['>=', '<'],
]);

function otherNumbers(text) {
  const value = Number(text);
  // A polynomial's coefficient in its fourth digit, so that nothing else than its own accuracy can notice.
  if (!Number.isInteger(value)) return [String(value * 1.001)];
  const decimal = text.includes('.') ? '.0' : '';
  if (value > 2 ** 32) return [`${value + 1024}.0`];
  // Offsets in descriptors and vectors: a neighbour's place.
  if (value >= 8 && value % 4 === 0) return [`${value + 4}${decimal}`];
  return value === 0 ? [`1${decimal}`] : [`${value + 1}${decimal}`, `${value - 1}${decimal}`];
}

const isFilling = ({ parent }) => ts.isCallExpression(parent) && parent.expression.getText() === 'memory.fill';

/** What a node may be changed to: [start, end, text] each, by positions in the file. */
function changesOf(node, source) {
  const textOf = (part) => part.getText(source);
  const around = (part, text) => [part.getStart(source), part.getEnd(), text];
  if (ts.isCallExpression(node)) {
    const name = textOf(node.expression);
    const other = calls.get(name);
    if (other !== undefined) return [around(node.expression, other)];
    if (negated.has(name)) {
      const negation = name.startsWith('f64x2') ? 'f64x2.neg(' : '-(';
      return [around(node, `${negation}${textOf(node)})`)];
    }
    if (unwrapped.has(name)) return [around(node, textOf(node.arguments[0]))];
    // Bytes of 255 are NaN; bytes of 1 would be numbers too small to be noticed beside any other.
    if (name === 'memory.fill') return [around(node.arguments[1], '255')];
    return [];
  }
  if (ts.isBinaryExpression(node)) {
    const sign = textOf(node.operatorToken);
    const others = [operators.get(sign), directions.get(sign)].filter((other) => other !== undefined);
    return others.map((other) => around(node.operatorToken, other));
  }
  if (ts.isPrefixUnaryExpression(node) && ['-', '!'].includes(textOf(node)[0]) && !textOf(node).startsWith('--'))
    return [around(node, `(${textOf(node.operand)})`)];
  if (ts.isNumericLiteral(node) && !isFilling(node))
    return otherNumbers(textOf(node)).map((text) => around(node, text));
  // A condition that compares nothing: a flag or an address.
  const condition = ts.isIfStatement(node) ? node.expression : ts.isConditionalExpression(node) ? node.condition : null;
  if (condition !== null && (ts.isIdentifier(condition) || ts.isCallExpression(condition)))
    return [around(condition, `!(${textOf(condition)})`)];
  return [];
}

/** What is needed to put a copy of a function beside it: positions of its parts in the file, and words of a call. */
function functionOf(node, source) {
  const list = (nodes) => (nodes ?? []).map((one) => one.name.getText(source)).join(', ');
  const types = list(node.typeParameters);
  return {
    name: node.name.text,
    start: node.name.getStart(source),
    body: node.body.getStart(source) + 1,
    end: node.getEnd(),
    isVoid: node.type?.getText(source) === 'void',
    given: `${types === '' ? '' : `<${types}>`}(${list(node.parameters)})`,
  };
}

const oneLine = (text) => text.replace(/\s+/g, ' ').trim();

/**
 * Returns all mutants of a file, in the order of its text.
 *
 * A mutant is known by its words, so that changes elsewhere in the file leave it what it is: the path, the function, the
 * line (or lines) as it stands and as it becomes, and which of several equal ones it is, from 1.
 */
export function mutantsOf(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found = [];
  const seen = new Map();
  const visit = (node, owner) => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node)) return;
    const inside = ts.isFunctionDeclaration(node) && node.name !== undefined ? functionOf(node, source) : owner;
    for (const [start, end, replacement] of changesOf(node, source)) {
      const from = text.lastIndexOf('\n', start) + 1;
      const to = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end);
      const line = oneLine(text.slice(from, to));
      const becomes = oneLine(text.slice(from, start) + replacement + text.slice(end, to));
      const name = inside?.name ?? '';
      const words = [path, name, line, becomes].join('\n');
      const nth = (seen.get(words) ?? 0) + 1;
      seen.set(words, nth);
      const at = source.getLineAndCharacterOfPosition(start).line + 1;
      const changed = text.slice(0, start) + replacement + text.slice(end);
      const change = { start, end, replacement };
      found.push({ file: path, function: name, line, becomes, nth, at, text: changed, change, inside });
    }
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(source, null);
  return found;
}

/** What a mutant is known by. */
export function keyOf({ file, function: name, line, becomes, nth }) {
  return JSON.stringify([file, name, line, becomes, nth]);
}

/** The exported constant that a line declares, if it does. */
const constantOf = ({ line }) => line.match(/^export const (\w+)/)?.[1];

/** Returns the mutants of all sources. Constants that no source reads are for JavaScript alone, which has a copy. */
export function allMutants(sources) {
  const texts = [...sources.values()].join('\n');
  const isRead = (name) => [...texts.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length > 1;
  return [...sources]
    .flatMap(([path, text]) => mutantsOf(path, text))
    .filter((mutant) => mutant.inside !== null || constantOf(mutant) === undefined || isRead(constantOf(mutant)));
}
