import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { addFlags, settingsFromFlags } from '../../../src/cli/settings/flags.js';
import { flagNames, flagOf, flatPaths } from '../../../src/cli/settings/flat.js';
import { refusal } from '../../refusal.js';

function parsed(...words: string[]) {
  const command = new Command().exitOverride();
  addFlags(command, flagNames);
  command.parse(words, { from: 'user' });
  return settingsFromFlags(command.opts());
}

test('every setting has a flag, but those that are lists of things with parts', () => {
  const without = Object.keys(flatPaths).filter((name) => !flagNames.includes(name));
  expect(without).toEqual(['processors', 'embedding', 'features']);
});

test('a flag is its setting in small letters with hyphens', () => {
  expect(flagOf('learningRate')).toBe('--learning-rate');
  expect(flagOf('chshEmbedding')).toBe('--chsh-embedding');
});

test('flags become settings of the right kinds', () => {
  const words = '--data x.csv --columns A=a,b --columns B=c --label 3 --depth 7 --learning-rate 1e-3 --batch full';
  expect(parsed(...words.split(' '), '--ebits', 'A.0:B.0@0.8', '--corners', 'distinct')).toEqual({
    data: { kind: 'table', path: 'x.csv', columns: { A: ['a', 'b'], B: ['c'] }, label: '3', corners: 'distinct' },
    network: { ebits: [{ between: ['A.0', 'B.0'], fidelity: 0.8 }] },
    model: { depth: 7 },
    training: { optimiser: { learningRate: 0.001 }, batch: 'full' },
  });
});

test('coins are a number or a list, each with its heads', () => {
  expect(parsed('--coins', '2')).toEqual({ network: { coins: 2 } });
  expect(parsed('--ebits', '0', '--coins', 'A.0:B.0,A.1:B.1@0.7')).toEqual({
    network: { ebits: 0, coins: [{ between: ['A.0', 'B.0'] }, { between: ['A.1', 'B.1'], heads: 0.7 }] },
  });
});

test('noise is a channel with its numbers and its gates, again or with commas for more', () => {
  const { network } = parsed(
    '--noise',
    'depolarizing:0.01,thermal:1:0.5:1e-6:two-qubit',
    '--noise',
    'bitFlip:0.1:cx+rzz',
  );
  expect(network).toEqual({
    noise: [
      { after: 'all', channel: 'depolarizing', p: 0.01 },
      { after: 'two-qubit', channel: 'thermal', t1: 1, t2: 0.5, time: 1e-6 },
      { after: ['cx', 'rzz'], channel: 'bitFlip', p: 0.1 },
    ],
  });
});

test('an early stop is a patience, with what is watched and the least gain; the best model has a metric or yes', () => {
  const training = (...words: string[]) => parsed(...words).training;
  expect(training('--early-stop', '5')).toEqual({ earlyStop: 5 });
  expect(training('--early-stop', '5:loss')).toEqual({ earlyStop: { patience: 5, metric: 'loss' } });
  expect(training('--early-stop', '5:auc:0.01')).toEqual({
    earlyStop: { patience: 5, metric: 'auc', minimumGain: 0.01 },
  });
  expect(training('--restore-best', 'yes')).toEqual({ restoreBest: true });
  expect(training('--restore-best', 'brier')).toEqual({ restoreBest: 'brier' });
  for (const word of ['x', '5:los', '5:loss:much', '5:loss:0:0']) {
    expect(refusal(() => training('--early-stop', word)).message).toContain(' for --early-stop');
  }
  expect(refusal(() => training('--restore-best', 'always')).message).toContain('"always" for --restore-best');
});

test('what was not given is not there', () => {
  expect(parsed()).toEqual({});
});

describe('a value that does not fit is refused by the name of the flag', () => {
  test.each([
    [['--depth', 'x'], 'The command line has "x" for --depth; give a number.'],
    [['--learning-rate', ''], 'The command line has "" for --learning-rate; give a number.'],
    [['--circuit', 'reupload'], 'The command line has "reupload" for --circuit; give "qcnn" or "reuploading"'],
    [['--layers', '0'], 'The command line has 0 for --layers; give 1 or more.'],
    [['--weights', 'free-ish'], 'give "free" or "parity" or "fixed"'],
    [['--coins', 'many'], '--coins'],
    [['--coins', 'A.0:B.0@half'], '--coins'],
    [['--noise', 'depolarizing:x'], 'The command line has "x" for --noise[0].p; give a number.'],
    [['--noise', 'pauli:0.1:x:0'], '--noise[0].p[1]'],
    [['--seeds', '0'], 'The command line has 0 for --seeds; give 1 or more.'],
  ])('%j', (words, message) => {
    const error = refusal(() => parsed(...words));
    expect(error.code).toBe('usage');
    expect(error.message).toContain(message);
  });
});
