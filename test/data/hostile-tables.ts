// Tables as they come, and as nobody should make them: what is read of each, or the sentence that refuses it.

/** A file, and what becomes of it. */
export interface HostileTable {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Flags beside those for the columns a at A, b at B and the label y. */
  readonly flags?: string;
  /** Other columns and another label. */
  readonly columns?: readonly [A: string, B: string, label: string];
  /** What the command says on its way to a model, or the code of a refusal and parts of its sentence; null: either will do. */
  readonly end: { readonly said: readonly string[] } | readonly [code: string, ...parts: string[]] | null;
}

const ROWS = 12;

/** A table of two columns and a label; `row` may write a row in another way. */
function table(row: (i: number) => string = plainRow, head = 'a,b,y', rows = ROWS): string {
  return `${head}\n${Array.from({ length: rows }, (_, i) => row(i)).join('\n')}\n`;
}

function plainRow(i: number): string {
  return `${(i * 7) % 12},${((i * 5) % 12) / 4},${i % 3 === 0 ? 'u' : 'v'}`;
}

/** The plain table with one row written in another way. */
function withRow(at: number, row: string): string {
  return table((i) => (i === at ? row : plainRow(i)));
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const trained = (...said: string[]) => ({ said });
const wordy = (i: number) => `${['red', 'green', 'blue'][i % 3]},${(i * 5) % 12},${i % 2 === 0 ? 'u' : 'v'}`;
const withCommas = table(plainRow, 'a;b;y').replaceAll(',', ';').replaceAll('.', ',');

export const hostileTables: readonly HostileTable[] = [
  // Nothing, or no table.
  { name: 'an empty file', content: '', end: ['csv', 'The table is empty', 'at least one row'] },
  { name: 'blank lines', content: '\n\n  \n', end: ['csv', 'The table is empty'] },
  { name: 'a byte order mark alone', content: '\ufeff', end: ['csv', 'The table is empty'] },
  { name: 'a header alone', content: 'a,b,y\n', end: ['csv', 'a header but no rows', 'add at least one'] },
  { name: 'one row', content: 'a,b,y\n1,2,u\n', end: ['labels', '1 different value'] },
  {
    name: 'an image',
    content: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0),
    end: ['csv', 'save its table as CSV'],
  },
  { name: 'a workbook', content: 'PK\u0003\u0004\u0014\0\u0006', end: ['csv', 'a workbook', 'save the sheet as CSV'] },
  { name: 'a compressed file', content: Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0), end: ['csv', 'unpack it'] },
  { name: 'JSON', content: '[{"a":1,"b":2,"y":"u"}]', end: ['csv', 'is JSON', 'save it as CSV'] },
  { name: 'random bytes', content: Uint8Array.from({ length: 512 }, (_, i) => (i * 151 + 77) % 256), end: ['csv'] },
  {
    name: 'a zero in the middle',
    content: withRow(4, '1,2\0,u'),
    end: ['csv', 'code 0 in line 6', 'remove the character'],
  },
  // Encodings.
  { name: 'a byte order mark', content: `\ufeff${table()}`, end: trained() },
  { name: 'UTF-16 with a mark', content: utf16(`\ufeff${table()}`), end: trained() },
  { name: 'UTF-16 without one', content: utf16(table()), end: ['csv', '--encoding utf-16le'] },
  { name: 'UTF-16 that is said', content: utf16(table()), flags: '--encoding utf-16le', end: trained() },
  {
    name: 'UTF-16, most significant byte first',
    content: utf16(table()).swap16(),
    flags: '--encoding utf-16be',
    end: trained(),
  },
  {
    name: 'Latin letters',
    content: latin1(table().replaceAll('u', 'ü')),
    end: ['csv', 'line 2', '0xfc', '--encoding latin1'],
  },
  {
    name: 'Latin letters that are said',
    content: latin1(table().replaceAll('u', 'ü')),
    flags: '--encoding latin1',
    end: trained(),
  },
  {
    name: 'a column in Latin letters',
    content: latin1(table(plainRow, 'größe,b,y')),
    flags: '--encoding windows-1252',
    columns: ['größe', 'b', 'y'],
    end: trained(),
  },
  {
    name: 'half a letter at the end of a line',
    content: Buffer.concat([Buffer.from('a,b,y\n1,2,u\n2,1,'), Buffer.of(0xe2, 0x82), Buffer.from('\n')]),
    end: ['csv', 'line 3', '0xe2'],
  },
  {
    name: 'an encoding that there is none of',
    content: table(),
    flags: '--encoding utf-9',
    end: ['config', 'utf-9', 'latin1'],
  },
  {
    name: 'decomposed letters',
    content: table(plainRow, 'höhe,b,y').normalize('NFD'),
    columns: ['höhe', 'b', 'y'],
    end: trained(),
  },
  // Separators and ends of lines.
  { name: 'semicolons', content: table().replaceAll(',', ';'), end: trained() },
  { name: 'tabs', content: table().replaceAll(',', '\t'), end: trained() },
  { name: 'bars', content: table().replaceAll(',', '|'), flags: '--separator |', end: trained() },
  {
    name: 'a separator that is another',
    content: table(),
    flags: '--separator ;',
    end: ['columns', 'no column "a"', 'a,b,y'],
  },
  { name: 'a line for spreadsheets', content: `sep=,\n${table()}`, end: ['csv', 'remove that line'] },
  { name: 'Windows line ends', content: table().replaceAll('\n', '\r\n'), end: trained() },
  { name: 'old line ends', content: table().replaceAll('\n', '\r'), end: trained() },
  { name: 'lines before the header', content: `\n\n${table()}`, end: trained() },
  {
    name: 'a blank line between',
    content: table().replace('\n7,', '\n\n7,'),
    end: ['csv', 'line 3', 'make them agree'],
  },
  // Numbers.
  { name: 'decimal commas', content: withCommas, end: ['csv', 'line 3', 'column "b"', '--decimal comma'] },
  { name: 'decimal commas that are said', content: withCommas, flags: '--decimal comma', end: trained() },
  {
    name: 'points among decimal commas',
    content: withCommas.replace('1,25', '1.25'),
    flags: '--decimal comma',
    end: ['csv', 'line 3', '--decimal comma'],
  },
  {
    name: 'thousands',
    content: withRow(2, "1'000,2,u"),
    end: ['csv', 'line 4', 'column "a"', 'between the thousands'],
  },
  { name: 'infinity', content: withRow(2, '-inf,2,u'), end: ['csv', 'line 4', 'column "a"', 'leave the row out'] },
  {
    name: 'infinity among words',
    content: table(wordy).replace('green', 'Infinity'),
    flags: '--words onehot',
    end: ['csv', 'line 3', 'column "a"'],
  },
  { name: 'more than a double', content: withRow(2, '1e999,2,u'), end: ['csv', '1e999', 'line 4', 'column "a"'] },
  {
    name: 'a column as wide as doubles',
    content: table((i) => `${i % 2 === 0 ? '' : '-'}1e308,${i},${i % 3 === 0 ? 'u' : 'v'}`),
    end: ['range', 'column "a"', 'another unit'],
  },
  {
    name: 'an identifier',
    content: withRow(2, '9007199254740993,2,u'),
    end: ['csv', 'line 4', 'column "a"', 'rounds'],
  },
  {
    name: 'a date',
    content: withRow(2, '2020-01-31,2,u'),
    end: ['csv', 'line 4', 'column "a"', 'a date', 'make numbers of it'],
  },
  {
    name: 'times among words',
    content: table((i) => `${i}:30,${i},${i % 3 === 0 ? 'u' : 'v'}`),
    flags: '--words onehot',
    end: ['csv', 'line 2', 'column "a"', 'make numbers of it'],
  },
  // Missing values.
  { name: 'a gap', content: withRow(2, ',2,u'), end: ['csv', 'line 4', 'column "a"', '--missing'] },
  { name: 'a question mark', content: withRow(2, '?,2,u'), end: ['csv', '"?"', 'line 4', 'column "a"', '--missing'] },
  {
    name: 'gaps, dropped',
    content: withRow(2, 'N/A,2,u'),
    flags: '--missing drop',
    end: trained('1 of 12 rows dropped'),
  },
  {
    name: 'gaps, filled',
    content: withRow(2, 'null,-,u'),
    flags: '--missing median',
    end: trained('2 values in 2 columns filled by the training median'),
  },
  {
    name: 'nothing but gaps',
    content: table((i) => `,${i},${i % 3 === 0 ? 'u' : 'v'}`),
    flags: '--missing median',
    end: ['csv', 'column "a"', 'leave it out'],
  },
  {
    name: 'nothing left',
    content: table((i) => `,${i},${i % 3 === 0 ? 'u' : 'v'}`),
    flags: '--missing drop',
    end: ['csv', '12 rows', 'column "a"', 'leave it out'],
  },
  { name: 'a row without its label', content: withRow(2, '1,2,'), end: ['csv', 'line 4', 'column "y"'] },
  // Words.
  { name: 'words', content: table(wordy), end: ['csv', '"red"', 'line 2', 'column "a"', '--words'] },
  {
    name: 'words by their order',
    content: table(wordy),
    flags: '--words ordinal',
    end: trained('became 1 feature (ordinal)'),
  },
  {
    name: 'yes and no',
    content: table((i) => `${i % 4 < 2 ? 'yes' : 'no'},${i},${i % 3 === 0 ? 'u' : 'v'}`),
    flags: '--words onehot',
    end: trained('became 1 feature (one-hot)'),
  },
  {
    name: 'a slip among numbers',
    content: table((i) => `${i === 30 ? '3O' : i * 1.5},${i % 7},${i % 3 === 0 ? 'u' : 'v'}`, 'a,b,y', 40),
    flags: '--words onehot',
    end: ['csv', '"3O"', 'line 32', 'column "a"', 'mend that cell'],
  },
  {
    name: 'names as words',
    content: table(
      (i) => `name ${String.fromCharCode(97 + (i % 26))}${i},${i % 7},${i % 3 === 0 ? 'u' : 'v'}`,
      'a,b,y',
      130,
    ),
    flags: '--words ordinal',
    end: ['csv', '130 different words', 'column "a"'],
  },
  // Rows and columns.
  { name: 'a short row', content: withRow(2, '1,2'), end: ['csv', '2 cell(s)', 'line 4', 'make them agree'] },
  {
    name: 'a long row behind a cell of two lines',
    content: table((i) => (i === 1 ? '"\n1",2,u' : i === 4 ? '1,2,3,u' : plainRow(i))),
    end: ['csv', '4 cell(s)', 'line 7'],
  },
  { name: 'an open quote', content: withRow(2, '"1,2,u'), end: ['csv', 'quote', 'line 4'] },
  {
    name: 'a constant column',
    content: table((i) => `3,${i},${i % 3 === 0 ? 'u' : 'v'}`),
    end: trained('constant in the training rows', 'nothing is learnt of it: a'),
  },
  {
    name: 'rows that are there twice',
    content: table((i) => `${i % 3},${i % 2},${i % 3 === 0 ? 'u' : 'v'}`, 'a,b,y', 24),
    end: trained('18 of 24 rows repeat another'),
  },
  {
    name: 'a column that is the label',
    content: table((i) => `${i % 3 === 0 ? 1 : 0},${(i * 5) % 7},${i % 3 === 0 ? 'u' : 'v'}`),
    end: trained('"a" alone tells the class of each'),
  },
  {
    name: 'the label as a feature',
    content: table(),
    columns: ['a', 'y', 'y'],
    end: ['columns', '"y" is the label', 'cannot be a feature too'],
  },
  { name: 'one class', content: table().replaceAll('v', 'u'), end: ['labels', '1 different value', '"u"'] },
  {
    name: 'a class of one row',
    content: table((i) => `${i},${i % 5},${i === 3 ? 'u' : 'v'}`),
    end: ['labels', '"u" has 1 row'],
  },
  { name: '300 classes', content: table((i) => `${i},${i % 7},c${i % 300}`, 'a,b,y', 900), end: null },
  { name: 'a row for each class', content: table((i) => `${i},${i % 7},c${i}`, 'a,b,y', 30), end: null },
  // Headers.
  {
    name: 'a column twice',
    content: table(plainRow, 'a,a,y'),
    columns: ['a', 'a', 'y'],
    end: ['columns', '"a" twice', 'different names'],
  },
  { name: 'a column without a name', content: table((i) => `${i},${plainRow(i)}`, ',a,b,y'), end: trained() },
  { name: 'names of no column', content: table(plainRow, '1,2,u'), end: ['columns', 'no column "a"', '1, 2, u'] },
  {
    name: '__proto__',
    content: table(plainRow, '__proto__,constructor,y'),
    columns: ['__proto__', 'constructor', 'y'],
    flags: '--missing median',
    end: trained(),
  },
  { name: 'control characters', content: table(plainRow, 'a\u0007,b\u001b[31m,y'), end: ['columns', 'no column "a"'] },
  {
    name: 'quotes in names',
    content: table(plainRow, '"a ""cm""",b,y'),
    columns: ['"a ""cm"""', 'b', 'y'],
    end: trained(),
  },
  { name: 'formulas', content: table(plainRow, '=1+1,@b,y'), columns: ['=1+1', '@b', 'y'], end: trained() },
  { name: 'formulas in cells', content: withRow(2, '=1+1,2,u'), end: ['csv', '"=1+1"', 'line 4', 'column "a"'] },
  // Sizes.
  {
    name: 'an enormous cell',
    content: withRow(2, `${'9'.repeat(2_000_000)}x,2,u`),
    end: ['csv', 'line 4', 'column "a"', '…'],
  },
  {
    name: 'an enormous cell that is not asked for',
    content: table((i) => `${plainRow(i)},${i === 2 ? 'x'.repeat(2_000_000) : ''}`, 'a,b,y,z'),
    end: trained(),
  },
  {
    name: 'thousands of columns',
    content: table(
      (i) => `${plainRow(i)}${',0'.repeat(5000)}`,
      `a,b,y,${Array.from({ length: 5000 }, (_, i) => `c${i}`).join(',')}`,
    ),
    end: trained(),
  },
  {
    name: 'thousands of columns, and not that one',
    content: `${Array.from({ length: 5000 }, (_, i) => `c${i}`).join(',')}\n${'0,'.repeat(4999)}0\n`,
    end: ['columns', 'no column "a"', 'and 4970 more'],
  },
  {
    name: 'many rows',
    content: table((i) => `${i % 1013},${i % 997},${i % 3 === 0 ? 'u' : 'v'}`, 'a,b,y', 30_000),
    end: trained(),
  },
];
