import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const small = '--data clusters --ebits 1 --coins 1 --depth 1 --iterations 6 --trained-for 9 --shots-max 27'.split(' ');
const budget = (...words: string[]) =>
  callEbit(['budget', ...small, '--confirmations', '5', '--workers', '1', ...words]);

describe('ebit budget', () => {
  test('prints what every resource takes, says the answer, and keeps numbers and picture', async () => {
    const { code, stdout, stderr } = await budget('--accuracy', '0.99');
    expect(code, stderr).toBe(0);
    const [head, nothing, coin, ebit] = stdout.split('\n');
    expect(head).toMatch(/^shared +trained for +found +confirmed +pairs +coins +accuracy +reached +median/);
    for (const [row, name] of [
      [nothing, 'nothing shared'],
      [coin, '1 coin'],
      [ebit, '1 ebit'],
    ]) {
      expect(row).toMatch(new RegExp(`^${name} +(the exact mean|9 shots) +not reached +\\d\\d\\.\\d % \\(`));
    }
    expect(stdout).toContain(
      'Nothing is sure to reach 99.0 % within 27 shots a decision: no interval of 95 % lies there.',
    );
    expect(stdout).toMatch(/Nearest comes .*: \d\d\.\d % with \d+ shots?/);
    const kept = JSON.parse(readFileSync(join(folder, 'runs/budget/budget.json'), 'utf8'));
    expect(kept.sentences.length).toBe(2);
    expect(kept.entries.map(({ name }: { name: string }) => name)).toEqual(['nothing shared', '1 coin', '1 ebit']);
    for (const ending of ['svg', 'png']) expect(existsSync(join(folder, `runs/budget/budget.${ending}`))).toBe(true);
  });

  test('goes on with what is there, to the same numbers', async () => {
    const before = JSON.parse(readFileSync(join(folder, 'runs/budget/budget.json'), 'utf8'));
    const { code, stdout, stderr } = await budget('--accuracy', '0.99', '--resume', '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout).entries).toEqual(before.entries);
    expect(stderr).not.toContain(' 0 of ');
  });

  test('does not replace another budget in a folder of the user unasked', async () => {
    const { code } = await budget('--accuracy', '0.99', '--out', 'mine');
    expect(code).toBe(0);
    const other = await budget('--accuracy', '0.98', '--out', 'mine');
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('was made with other settings')]);
    expect((await budget('--accuracy', '0.98', '--out', 'mine', '--force')).code).toBe(0);
  });

  test('over a link: pairs as they come beside distilled ones, by pairs and seconds', async () => {
    writeFileSync(join(folder, 'link.yaml'), 'links: [{ probability: 0.05, cycle: 1e-3, fidelity: 0.8 }]\n');
    const words = small.filter((_, i) => small[i] !== '--ebits' && small[i - 1] !== '--ebits');
    const { code, stdout, stderr } = await callEbit([
      'budget',
      ...words,
      ...'--confirmations 5 --workers 1 --accuracy 0.51 --link link.yaml --distil bbpssw:0,1'.split(' '),
    ]);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^shared +trained for +found +confirmed +pairs +seconds +coins/);
    expect(stdout).toContain('1 ebit (F = 0.8) ');
    expect(stdout).toContain('1 ebit (F = 0.8382, 1 round) ');
    const refused = await budget('--accuracy', '0.9', '--link', 'link.yaml');
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('does not go with a budget over a link'),
    ]);
  });

  test.each<[string[], string]>([
    [['--accuracy', '0.9', '--distil', 'dejmps:1'], '--distil is about the pairs of a link; give --link too'],
    [[], "required option '--accuracy <share>' not specified"],
    [['--accuracy', '2'], 'The accuracy is 2; give a share above 0.5, at most 1.'],
    [['--accuracy', 'most'], '--accuracy is most; give one number.'],
    [['--accuracy', '0.9', '--shots-max', '0'], 'The largest number of shots is 0'],
    [['--accuracy', '0.9', '--seeds', '2'], 'The number of seeds is 2; give an integer from 5'],
    [['--accuracy', '0.9', '--ebits', '1..9'], 'The number of ebits is 5; give an integer from 0 to 4'],
    [['--accuracy', '0.9', '--resume', '--force'], 'give one of them'],
    [['--accuracy', '0.9', '--loss', 'mse'], "unknown option '--loss'"],
    [['--accuracy', '0.9', '--resume', '--out', 'nowhere'], 'There is nothing to go on with'],
  ])('%j is refused: %s', async (words, said) => {
    const { code, stderr } = await budget(...words);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain(said);
  });
});
