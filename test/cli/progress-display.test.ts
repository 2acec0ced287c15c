import { describe, expect, test } from 'vitest';
import { progressDisplay } from '../../src/cli/progress-display.js';
import { openTerminal } from '../../src/cli/terminal.js';
import { plainTerminal, Remembering } from './plain-terminal.js';

const at = (seed: number, iteration: number, accuracy: number, validation: number | null = null) => ({
  seed,
  iteration,
  iterations: 100,
  loss: 1,
  scores: {
    trainingAccuracy: accuracy,
    trainingLoss: 1,
    validationAccuracy: validation,
    validationLoss: validation === null ? null : 1,
  },
});

describe('where nobody watches', () => {
  test('a line comes now and then', () => {
    const { terminal, stdout, stderr } = plainTerminal();
    const display = progressDisplay(terminal, 'training', 1, 100);
    for (let i = 1; i <= 100; i++) display.update(at(7, i, 0.5, 0.25));
    display.stop();
    expect(stdout.text).toBe('');
    expect(stderr.text.split('\n')).toEqual([
      ...[20, 40, 60, 80, 100].map((i) => `training ${i}/100 training 50.0 %, validation 25.0 %`),
      '',
    ]);
  });

  test('a large step is one line', () => {
    const { terminal, stderr } = plainTerminal();
    progressDisplay(terminal, 'training', 1, 100).update(at(7, 90, 0.5));
    expect(stderr.text).toBe('training 90/100 training 50.0 %\n');
  });

  test('several fits are added up, and judged by those that are done', () => {
    const { terminal, stderr } = plainTerminal();
    const display = progressDisplay(terminal, 'training', 2, 100);
    display.update(at(7, 50, 0.6));
    display.update(at(8, 100, 0.9));
    display.update(at(7, 60, 0.7));
    display.update(at(7, 100, 0.7));
    expect(stderr.text.split('\n')).toEqual([
      'training 50/200 training 60.0 %',
      'training 150/200 training 90.0 %',
      'training 160/200 training 90.0 %',
      'training 200/200 training 80.0 %',
      '',
    ]);
  });
});

test('where somebody watches there is a bar, and the cursor comes back', () => {
  const stderr = new Remembering(true);
  const display = progressDisplay(openTerminal(new Remembering(), stderr, { NO_COLOR: '1' }), 'training', 1, 100);
  display.update(at(7, 100, 0.5));
  display.stop();
  expect(stderr.text).toContain('░');
});
