// Studies with one fault each: the error says which key, what stands there, and what helps.
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type StudySettings, study } from '../../src/index.js';
import { refusal } from '../refusal.js';

const depth = 'axes: [{ path: model.depth, list: [1, 2] }]';
const game = 'task: { data: chsh }';
const axis = (text: string) => `${game}\naxes: [{ path: model.depth, ${text} }]`;

const broken: readonly (readonly [string, string, string, readonly string[]])[] = [
  // The study itself
  ['nothing at all', '', 'config', ['The study is null', 'give an object']],
  ['a list', '[1]', 'config', ['an array of 1', 'give an object']],
  ['no task', depth, 'config', ['"task"', 'add it']],
  ['nothing varied', game, 'config', ['"axes"', '"repeats"', 'say what is varied']],
  ['a misspelt key', `${game}\naxis: []\n${depth}`, 'config', ['"axis"', 'Did you mean "axes"?']],
  ['a misspelt repeats', `${game}\nrepeat: 3`, 'config', ['"repeat"', 'Did you mean "repeats"?']],
  ['a number for a name', `${game}\nname: 3\n${depth}`, 'config', ['"name"', '3', 'string']],
  ['axes that are no list', `${game}\naxes: { path: model.depth, list: [1] }`, 'config', ['"axes"', 'Array']],
  // The task
  ['another kind', `task: { kind: fitt, data: chsh }\n${depth}`, 'config', ['"fitt"', 'Did you mean "fit"?']],
  ['a misspelt part', `task: { data: chsh, modle: {} }\n${depth}`, 'config', ['"modle"', 'Did you mean "model"?']],
  ['a misspelt setting', `task: { data: chsh, model: { dept: 3 } }\nrepeats: 2`, 'config', ['"model.dept"', '"depth"']],
  [
    'a misspelt word',
    `task: { data: chsh, model: { pairs: rings } }\nrepeats: 2`,
    'config',
    ['"model.pairs"', '"rings"', '"ring"'],
  ],
  ['no data', `task: { model: {} }\nrepeats: 2`, 'config', ['train on', 'give']],
  [
    'a setting of other data',
    `task: { data: { kind: chsh, seed: 3 } }\nrepeats: 2`,
    'config',
    ['data.seed', '"chsh"', 'leave it out'],
  ],
  ['a table that is not there', `task: { data: x.csv }\nrepeats: 2`, 'file', ['"', 'x.csv']],
  [
    'columns beside a number of parties',
    `task: { data: { kind: table, path: x.csv, columns: { A: [a], B: [b] }, parties: 2 } }\nrepeats: 2`,
    'config',
    ['"data.columns" and "data.parties"'],
  ],
  [
    'parties that are no number',
    `task: { data: { kind: table, path: x.csv, parties: two } }\nrepeats: 2`,
    'config',
    ['data.parties', '"two"'],
  ],
  [
    'too many ebits',
    `task: { data: clusters, network: { ebits: 5 } }\nrepeats: 2`,
    'network',
    ['5 ebits', 'at most 4'],
  ],
  [
    'a depth beyond the limit',
    `task: { data: clusters, model: { depth: 5000 } }\nrepeats: 2`,
    'range',
    ['5000', '1000'],
  ],
  [
    'a depth beyond the limit behind one that fits',
    `task: { data: clusters, model: {} }\naxes: [{ path: model.depth, list: [1, 5000] }]`,
    'range',
    ['5000', '1000', 'model.depth = 5000'],
  ],
  ['a negative rate', `task: { data: chsh, training: { learningRate: -1 } }\nrepeats: 2`, 'range', ['-1', 'learning']],
  [
    'no parameters of an evaluation',
    `task: { kind: evaluation, data: chsh }\nrepeats: 2`,
    'config',
    ['"parameters"', 'add it'],
  ],
  [
    'a key of another kind',
    `task: { kind: dimension, training: {} }\nrepeats: 2`,
    'config',
    ['"training"', 'unknown key'],
  ],
  // Axes
  ['an axis without values', axis('name: d'), 'config', ['axes.0', 'list, range, log-range, random, zip, grid']],
  [
    'two ways to say values',
    axis('list: [1], range: { from: 1, to: 2, count: 2 }'),
    'config',
    ['axes.0', 'list and range'],
  ],
  ['a misspelt kind of axis', axis('lst: [1]'), 'config', ['"axes.0.lst"', 'Did you mean "list"?']],
  ['no path', `${game}\naxes: [{ list: [1] }]`, 'config', ['axes.0', '"path"', 'model.depth']],
  ['an empty list', axis('list: []'), 'config', ['"axes.0.list"', '0']],
  ['a value twice', axis('list: [1, 2, 1]'), 'config', ['axes.0.list', '1 comes twice', 'leave']],
  ['a range without an end', axis('range: { from: 1, count: 3 }'), 'config', ['"axes.0.range.to"', 'add it']],
  [
    'a range by both',
    axis('range: { from: 1, to: 2, count: 2, step: 1 }'),
    'config',
    ['count is 2 and step is 1', 'give one'],
  ],
  ['a step backwards', axis('range: { from: 1, to: 5, step: -1 }'), 'config', ['steps of -1', 'change the step']],
  ['a logarithm of 0', axis('log-range: { from: 0, to: 1, count: 3 }'), 'config', ['from is 0', 'above 0']],
  ['draws without a seed', axis('random: { count: 3, from: 1, to: 5 }'), 'config', ['"axes.0.random.seed"', 'add it']],
  ['draws from nothing', axis('random: { count: 3, seed: 1 }'), 'config', ['axes.0.random', 'give from and to, or of']],
  [
    'axes that are not in step',
    `${game}\naxes: [{ zip: [{ path: model.depth, list: [1, 2] }, { path: network.ebits, list: [0] }] }]`,
    'config',
    ['axes.0.zip', '2 and 1', 'equally long'],
  ],
  [
    'a path beside a grid',
    `${game}\naxes: [{ path: x, grid: [{ path: model.depth, list: [1] }] }]`,
    'config',
    ['"path"', 'grid'],
  ],
  ['labels for other values', axis('list: [1, 2], labels: [one]'), 'config', ['axes.0.labels', '1 for 2']],
  [
    'a path that no task has',
    `${game}\naxes: [{ path: model.dept, list: [1] }]`,
    'config',
    ['"model.dept"', '"depth"', 'model.dept = 1'],
  ],
  [
    'a path through a number',
    `${game}\naxes: [{ path: data.kind.x, list: [1] }]`,
    'config',
    ['data.kind.x', '"chsh"', 'give the whole'],
  ],
  [
    'a value of another type',
    `${game}\naxes: [{ path: model.depth, list: [1, deep] }]`,
    'config',
    ['"model.depth"', '"deep"', 'model.depth = deep'],
  ],
  [
    'a value out of bounds',
    `${game}\naxes: [{ path: network.fidelity, list: [0.9, 1.5] }]`,
    'network',
    ['1.5', 'network.fidelity = 1.5'],
  ],
  [
    'one path twice',
    `${game}\naxes: [{ path: model.depth, list: [1] }, { path: model.depth, name: d, list: [2] }]`,
    'config',
    ['"model.depth" twice', 'leave'],
  ],
  [
    'a path in another',
    `${game}\naxes: [{ path: model, list: [{ depth: 1 }] }, { path: model.depth, list: [2] }]`,
    'config',
    ['"model.depth" twice', '"model"'],
  ],
  [
    'one name twice',
    `${game}\naxes: [{ path: model.depth, name: x, list: [1] }, { path: network.ebits, name: x, list: [1] }]`,
    'config',
    ['"x"', 'another "name"'],
  ],
  ['a name that results have', axis('list: [1], name: seed'), 'config', ['"seed"', 'another "name"']],
  [
    'several kinds',
    `task: {}\naxes: [{ path: kind, list: [fit, dimension] }]`,
    'config',
    ['"kind"', 'a study for each'],
  ],
  [
    'too many tasks',
    `${axis('range: { from: 1, to: 1000, count: 1000 }')}\nrepeats: 2000`,
    'range',
    ['1000 x 2000', '1000000'],
  ],
  // Repeats, rule and metrics
  ['no repeats', `${game}\nrepeats: 0`, 'config', ['"repeats"', '0']],
  ['repeats from half a seed', `${game}\nrepeats: { count: 2, from: 0.5 }`, 'config', ['"repeats.from"', '0.5']],
  [
    'repeats over an axis',
    `${game}\naxes: [{ path: training.seed, list: [1] }]\nrepeats: 2`,
    'config',
    ['"training.seed" twice'],
  ],
  [
    'seeds beyond the last',
    `${game}\nrepeats: { count: 2, from: ${Number.MAX_SAFE_INTEGER} }`,
    'config',
    ['2 seeds', '"repeats.from"'],
  ],
  [
    'a rule without repeats',
    `${game}\n${depth}\nstop: { standardError: 0.01 }`,
    'config',
    ['stop.standardError', 'give more "repeats"'],
  ],
  [
    'a rule that never stops',
    `${game}\nrepeats: 10\nstop: { standardError: 0 }`,
    'config',
    ['"stop.standardError"', '0'],
  ],
  [
    'a rule by another metric',
    `${game}\nrepeats: 10\nstop: { standardError: 0.1, metric: accuracy }`,
    'config',
    ['metric', '"accuracy"', 'training.accuracy'],
  ],
  [
    'another metric',
    `${game}\nrepeats: 2\ncollect: [validation.acuracy]`,
    'config',
    ['"validation.acuracy"', 'Did you mean "validation.accuracy"?'],
  ],
];

test('there are many of them', () => {
  expect(broken.length).toBeGreaterThanOrEqual(40);
});

test.each(broken)('%s', (_, text, code, words) => {
  const error = refusal(() => study(parse(text) as StudySettings));
  expect([error.code, error.message]).toEqual([code, expect.any(String)]);
  for (const word of words) expect(error.message).toContain(word);
});
