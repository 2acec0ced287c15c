// The API reference as Markdown. What comes in are declarations with their docstrings, as reference.mjs finds them.

/** The topics in the reader's order; the folder below src/ decides, and modules beside index.ts are the ground. */
export const topics = [
  ['circuit', 'Circuits'],
  ['network', 'Networks'],
  ['links', 'Links in time'],
  ['games', 'Games'],
  ['models', 'Models'],
  ['serving', 'Serving'],
  ['interchange', 'Other tools'],
  ['data', 'Data'],
  ['training', 'Training'],
  ['simulator', 'Simulation'],
  ['analysis', 'Analysis'],
  ['baselines', 'Baselines'],
  ['strategies', 'Strategies'],
  ['worth', 'Comparisons of fair rivals'],
  ['benchmark', 'Benchmarks'],
  ['report', 'Verdicts'],
  ['tasks', 'Tasks'],
  ['studies', 'Studies'],
  ['jobs', 'Work in threads'],
  ['node', 'Files, on Node alone'],
  ['core', 'The core on edge platforms'],
  ['ground', 'Errors and random numbers'],
];

/**
 * Takes a docstring apart.
 *
 * @returns the text before the first tag, and the tags in order, each with its text; indentation is kept, since indented
 *   lines are equations
 */
export function partsOf(comment) {
  const lines = comment
    .replace(/^\/\*\*/, '')
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line, i) => (i === 0 ? line.trim() : line.replace(/^\s*\*? ?/, '')).trimEnd());
  const description = [];
  const tags = [];
  for (const line of lines) {
    const tag = line.match(/^@(\w+)\s?(.*)$/);
    if (tag !== null) tags.push({ name: tag[1], lines: [tag[2]] });
    else if (tags.length > 0) tags[tags.length - 1].lines.push(line);
    else description.push(line);
  }
  return {
    description: withoutEmptyEnds(description),
    tags: tags.map(({ name, lines }) => ({ name, text: withoutEmptyEnds(lines) })),
  };
}

/** What a public docstring lacks or gets wrong: `codes` are the words that an error can have. */
export function faultsOf({ name, kind, comment, parameters }, codes) {
  if (comment === null) return [`${name} has no docstring`];
  const { description, tags } = partsOf(comment);
  const faults = [];
  if (description === '') faults.push(`${name} has no description`);
  if (kind === 'function' && !tags.some((tag) => tag.name === 'example')) faults.push(`${name} has no @example`);
  // A parameter called options has a type that says what there is to say.
  const documented = tags.filter((tag) => tag.name === 'param').map(({ text }) => text.split(/[\s.]/)[0]);
  for (const parameter of parameters) {
    if (/^\w+$/.test(parameter) && parameter !== 'options' && !documented.includes(parameter)) {
      faults.push(`${name} has no @param ${parameter}`);
    }
  }
  faults.push(
    ...documented.filter((root) => !parameters.includes(root)).map((root) => `${name} has no parameter "${root}"`),
  );
  for (const { name: tag, text } of tags) {
    if (!['param', 'returns', 'throws', 'example', 'see'].includes(tag)) faults.push(`${name} has a tag @${tag}`);
    if (tag === 'throws') {
      const words = [...text.matchAll(/'([\w-]+)'/g)].map(([, word]) => word);
      faults.push(...words.filter((word) => !codes.includes(word)).map((word) => `${name} throws no "${word}"`));
    }
  }
  return faults;
}

/** The heading's anchor, as GitHub makes it. */
const anchorOf = ({ kind, name }) => `${kind}-${name}`.toLowerCase();

/**
 * Returns the page.
 *
 * @param entries - in the order of the public surface, each with `name`, `kind`, `isNamed`, `folder`, `file`, `code`,
 *   `comment` and `mentions`
 * @param given - the code on which the examples stand
 * @param first - the names with which most programs begin
 */
export function pageOf(entries, given, first) {
  const known = new Map(entries.map((entry) => [entry.name, entry]));
  const contents = [];
  const body = [];
  for (const [folder, title] of topics) {
    const own = entries.filter((entry) => entry.folder === folder);
    const sorted = [...own.filter(({ isNamed }) => isNamed), ...own.filter(({ isNamed }) => !isNamed)];
    if (sorted.length === 0) continue;
    contents.push(
      contentsOf(
        title,
        own.filter(({ isNamed }) => isNamed),
      ),
    );
    body.push(`## ${title}`, ...sorted.map((entry) => section(entry, known)));
  }
  const strays = entries.filter(({ folder }) => !topics.some(([topic]) => topic === folder));
  if (strays.length > 0) throw new Error(`No topic holds ${strays.map(({ name }) => name).join(', ')}.`);
  return `${[
    '# API reference',
    'Every public name of the package, written from the docstrings by `npm run reference`; those below "Files, on Node ' +
      'alone" are imported from `ebit/node`. The guide is the ' +
      '[README](../README.md). Angles are in radians; a shape [n, m] is row-major; errors are `EbitError` with the code named.',
    'The examples are run by the tests. They may use every public name, and these:',
    fenced(given),
    '## Where to begin',
    first.map((name) => `- ${linkTo(known.get(name))}: ${firstSentence(known.get(name))}`).join('\n'),
    '## Sections',
    contents.join('\n'),
    ...body,
  ].join('\n\n')}\n`;
}

/** A section in the table of contents: what is called, and below it the types that it takes and returns. */
function contentsOf(title, named) {
  const isType = ({ kind }) => kind === 'interface' || kind === 'type';
  const links = (entries) => entries.map(linkTo).join(', ');
  const types = named.filter(isType);
  const called = named.filter((entry) => !isType(entry));
  const head = `- [${title}](#${title
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-')})`;
  const lines = [called.length > 0 ? `${head}: ${links(called)}` : head];
  if (types.length > 0) lines.push(`  - Types: ${links(types)}`);
  return lines.join('\n');
}

/** What an entry is, in a sentence. */
function firstSentence({ comment }) {
  const [paragraph] = partsOf(comment).description.split('\n\n');
  const text = paragraph.replaceAll('\n', ' ');
  const sentence = text.match(/^.*?[.:](?= |$)/)?.[0].replace(/:$/, '.') ?? text;
  return prose(sentence, (target) => `\`${target}\``);
}

function section(entry, known) {
  const { kind, name, isNamed, file, code, comment, mentions } = entry;
  const link = (target) => (known.has(target) ? linkTo(known.get(target)) : `\`${target}\``);
  const { description, tags } = comment === null ? { description: '', tags: [] } : partsOf(comment);
  const texts = (tag) => tags.filter((one) => one.name === tag).map(({ text }) => text);
  const labelled = (label, tag) => texts(tag).map((text) => `**${label}:** ${prose(text, link)}`);
  const parameters = texts('param').map((text) => {
    const [, parameter, about] = text.match(/^(\S+)\s*(?:-\s*)?([\s\S]*)$/);
    return `- \`${parameter}\`: ${prose(about, link)}`;
  });
  const others = mentions.filter((mention) => mention !== name && known.has(mention));
  const source = `[${file}](${file})`;
  return [
    `### ${kind} ${name}`,
    fenced(code),
    prose(description, link),
    parameters.length > 0 ? ['**Parameters:**', '', ...parameters].join('\n') : '',
    ...labelled('Returns', 'returns'),
    ...labelled('Throws', 'throws'),
    ...texts('example').map(fenced),
    ...labelled('See', 'see'),
    [
      isNamed ? '' : 'Not exported by name. ',
      others.length > 0 ? `Types: ${others.map(link).join(', ')}. ` : '',
      `Source: ${source}`,
    ].join(''),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const linkTo = (entry) => `[\`${entry.name}\`](#${anchorOf(entry)})`;
const fenced = (code) => `\`\`\`ts\n${code.replace(/\{@link ([^}]+)\}/g, '$1').trimEnd()}\n\`\`\``;

/** Text as Markdown: marks that it does not mean are escaped, indented lines stay as they are, links find their place. */
function prose(text, link) {
  return text
    .split('\n')
    .map((line) =>
      /^ {4}/.test(line)
        ? line
        : line
            .split(/(`[^`]*`|\{@link [^}]+\})/)
            .map(piece)
            .join(''),
    )
    .join('\n');

  function piece(part) {
    const target = part.match(/^\{@link ([^}]+)\}$/);
    if (target !== null) return link(target[1].split('.')[0]).replace(/^\[`[^`]+`\]/, `[\`${target[1]}\`]`);
    return part.startsWith('`') ? part : part.replace(/[<*[\]]/g, '\\$&');
  }
}

function withoutEmptyEnds(lines) {
  return lines.join('\n').replace(/^\n+|\s+$/g, '');
}
