// Writes src/reference.md from the docstrings of the public surface; with --check it only compares.
// The declarations are made afresh. They are read with TypeScript 6, since the project's own has no
// programming interface.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faultsOf, pageOf } from './reference-page.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'src/reference.md');
const require = createRequire(import.meta.url);
const ts = require('@typescript/typescript6');

/** The entries of the package. */
const mains = ['index', 'node'];

/** Writes the declarations of everything that the entries reach. */
function emitDeclarations(folder) {
  const config = {
    extends: join(root, '.ci/tsconfig.types.json'),
    include: [],
    files: mains.map((main) => join(root, `src/${main}.ts`)),
    compilerOptions: { rootDir: join(root, 'src'), outDir: folder, typeRoots: [join(root, 'node_modules/@types')] },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const words = [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`tsc failed:\n${stdout}${stderr}`);
}

/** Every exported declaration, and every type that one of them mentions without its being exported. */
function entriesBelow(folder) {
  const paths = mains.map((main) => join(folder, `${main}.d.ts`));
  // Without the language's own library: its names need no link, and reading it takes most of the time.
  const program = ts.createProgram(paths, { noLib: true, types: [] });
  const checker = program.getTypeChecker();
  const original = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
  const named = paths
    .flatMap((path) => program.getSourceFile(path).statements)
    .flatMap((statement) => statement.exportClause?.elements ?? [])
    .map((element) => original(checker.getSymbolAtLocation(element.name)));
  const symbols = [...named];
  const entries = [];
  // The list grows as unnamed types are met.
  for (const symbol of symbols) {
    const declaration = symbol.declarations[0];
    const mentioned = mentionedIn(declaration).map((name) => checker.getSymbolAtLocation(name));
    const own = mentioned
      .filter(Boolean)
      .map(original)
      .filter((other) => {
        const place = other.declarations?.[0];
        return place?.getSourceFile().fileName.startsWith(folder) && !ts.isTypeParameterDeclaration(place);
      });
    for (const other of own) if (!symbols.includes(other)) symbols.push(other);
    entries.push(entryOf(symbol, declaration, own, named.includes(symbol), folder));
  }
  return entries;
}

/** The names that stand for types in a declaration, in the order of the text. */
function mentionedIn(declaration) {
  const names = [];
  const visit = (node) => {
    if (ts.isTypeReferenceNode(node)) names.push(node.typeName);
    if (ts.isTypeQueryNode(node)) names.push(node.exprName);
    if (ts.isExpressionWithTypeArguments(node)) names.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return names;
}

const kinds = new Map([
  [ts.SyntaxKind.FunctionDeclaration, 'function'],
  [ts.SyntaxKind.InterfaceDeclaration, 'interface'],
  [ts.SyntaxKind.TypeAliasDeclaration, 'type'],
  [ts.SyntaxKind.ClassDeclaration, 'class'],
  [ts.SyntaxKind.VariableDeclaration, 'const'],
]);

function entryOf(symbol, declaration, mentioned, isNamed, folder) {
  // What a declaration of a const has around it says `export declare const` and holds the docstring.
  const whole = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const text = whole.getSourceFile().text;
  const comment = ts.getLeadingCommentRanges(text, whole.pos)?.at(-1);
  const path = relative(folder, whole.getSourceFile().fileName).split(sep).join('/');
  return {
    name: symbol.name,
    kind: kinds.get(declaration.kind),
    isNamed,
    folder: dirname(path) === '.' ? 'ground' : path.slice(0, path.indexOf('/')),
    file: path.replace(/\.d\.ts$/, '.ts'),
    code: tidied(whole.getText()),
    comment: comment === undefined ? null : text.slice(comment.pos, comment.end),
    parameters: (declaration.parameters ?? []).map(({ name }) => name.getText()),
    mentions: [...new Set(mentioned.map(({ name }) => name))],
  };
}

/** A declaration as a reader would write it: no words that say nothing here, two spaces, no endless lines. */
function tidied(code) {
  return code
    .replace(/^export (declare )?/, '')
    .replace(/^ +#private;\n/m, '')
    .replace(/^(?: {4})+/gm, (indent) => indent.slice(indent.length / 2))
    .replace(/^.{120,}$/gm, (line) => line.replace(/.{90,}?, /g, (part) => `${part.trimEnd()}\n  `));
}

/** The words that an error's code can be: the declaration has them as a tuple's type. */
const codesIn = ({ code }) => [...code.matchAll(/'([\w-]+)'/g)].map(([, word]) => word);

/** The code that examples stand on, as a reader would write it. */
function givenCode() {
  const text = readFileSync(join(root, 'test/examples-given.ts'), 'utf8');
  return text
    .replace(/^(\/\/.*\n)+/, '')
    .replace(/^import [\s\S]*?;\n/gm, '')
    .replace(/^export /gm, '')
    .trim();
}

const folder = mkdtempSync(join(tmpdir(), 'ebit-reference-'));
let entries;
try {
  emitDeclarations(folder);
  entries = entriesBelow(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const codes = codesIn(entries.find(({ name }) => name === 'errorCodes'));
const faults = entries.filter(({ isNamed }) => isNamed).flatMap((entry) => faultsOf(entry, codes));
const fresh = pageOf(entries, givenCode(), ['bellNetwork', 'classifier', 'readTable', 'fit', 'evaluate']);
if (faults.length > 0) {
  process.stderr.write(`The docstrings are incomplete:\n${faults.join('\n')}\n`);
  process.exitCode = 1;
}
if (process.argv.includes('--check')) {
  const kept = existsSync(page) ? readFileSync(page, 'utf8').split('\n') : [];
  const at = fresh.split('\n').findIndex((line, i) => line !== kept[i]);
  if (at >= 0 || fresh.split('\n').length !== kept.length) {
    const line = fresh.split('\n')[at] ?? 'nothing more';
    process.stderr.write(`src/reference.md is stale at line ${at + 1}: "${line}" belongs there; npm run reference.\n`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(page, fresh);
}
