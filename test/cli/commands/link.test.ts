import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callEbit } from '../call-ebit.js';
import { temporaryWorkingFolder } from '../temporary-folder.js';

const folder = temporaryWorkingFolder();
const link = async (...words: string[]) => {
  const { code, stdout, stderr } = await callEbit(['link', ...words]);
  expect(code, stderr).toBe(0);
  return { stdout, stderr, json: words.includes('--json') ? JSON.parse(stdout) : null };
};
const one = '--probability 0.25 --cycle 1e-3 --fidelity 0.9 --t2 0.1'.split(' ');

/** A network as SquidASM's own examples write it: anchors that are merged, numbers with underscores. */
const SQUIDASM = `
qdevice_cfg: &qdevice_cfg
  num_qubits: 2
  T1: 10_000_000_000
  T2: 100_000_000
processing_nodes:
  - name: Alice
    qdevice_typ: generic
    qdevice_cfg:
      <<: *qdevice_cfg
  - name: Bob
    qdevice_typ: generic
    qdevice_cfg:
      <<: *qdevice_cfg
link_cfg: &link_cfg
  fidelity: 0.9
  prob_success: 0.3
  t_cycle: 1e5
links:
  - node1: Alice
    node2: Bob
    typ: depolarise
    cfg:
      <<: *link_cfg
clinks:
  - node1: Alice
    node2: Bob
    typ: instant
`;

describe('ebit link', () => {
  test('one pair a shot: age 0, and a shot a pair', async () => {
    const { json } = await link(...one, '--shots', '50', '--json');
    expect(json).toMatchObject({ method: 'exact', draws: null, ways: 1, shots: 50 });
    expect(json.shotsPerSecond).toBeCloseTo(250, 9);
    expect(json.decisionsPerSecond).toBeCloseTo(5, 11);
    expect(json.pairs[0]).toMatchObject({ name: 'pair', meanAge: 0, ages: [{ seconds: 0, weight: 1 }] });
  });

  test('as text: links, ages, states, rates and what distillation does', async () => {
    const { stdout } = await link(...one, '--cutoff', '5e-3', '--pairs', '2', '--distil', 'dejmps:1', '--shots', '10');
    expect(stdout).toMatch(/^link +cycle +probability +at once +pairs a second +cutoff +pairs a shot +thrown away/);
    expect(stdout).toMatch(/\nthe link +1 ms +0\.25 +1 +250 +5 ms /);
    expect(stdout).toMatch(/\npair 1 .*\npair 2 +0 +0 +0 +0\.\d{4}/);
    expect(stdout).toMatch(/\nA shot: \S+ ms, \S+ a second\.\nA decision of 10 shots: \S+ ms, \S+ a second\.\n/);
    expect(stdout).toContain('1 round of dejmps: of new pairs that do not wait, fidelity 0.9000 becomes 0.9264');
    expect(stdout).toMatch(/ways in which the pairs of a shot come together; exact\./);
  });

  test('what is drawn says so, with errors', async () => {
    const { stdout } = await link(...one, '--distil', 'dejmps:3', '--draws', '300');
    expect(stdout).toMatch(/pair +0 +0 +0 +0\.\d{4} ± 0\.\d{4}/);
    expect(stdout).toMatch(/A shot: \S+ \S+ ± \S+ ms/);
    expect(stdout).toContain('300 shots drawn; ± is one standard error.');
  });

  test('a file of links, whose shots need all of them; flags hold for all', async () => {
    const text =
      'links:\n  - { between: [A.0, B.0], probability: 0.5, cycle: 1e-3 }\n  - { probability: 1, cycle: 1e-3 }\nshots: 7\n';
    writeFileSync(join(folder, 'links.yaml'), text);
    const { json } = await link('links.yaml', '--cutoff', '2e-3', '--json');
    expect(json.shots).toBe(7);
    expect(json.links.map(({ cutoff }: { cutoff: number }) => cutoff)).toEqual([2e-3, 2e-3]);
    expect(json.pairs.map(({ name }: { name: string }) => name)).toEqual(['A.0-B.0', 'link 2']);
    // The second link's pair is thrown away again and again until the first link has one, which comes after two cycles.
    expect(json.pairs.map(({ meanAge }: { meanAge: number }) => meanAge > 0)).toEqual([false, true]);
  });

  test('a network of SquidASM, as it is', async () => {
    writeFileSync(join(folder, 'network.yaml'), SQUIDASM);
    const { json, stderr } = await link('network.yaml', '--pairs', '2', '--json');
    expect(stderr).toContain('Read as a network of SquidASM');
    expect(json.links).toEqual([
      {
        between: ['Alice', 'Bob'],
        probability: 0.3,
        cycle: expect.closeTo(1e-4, 18),
        fidelity: 0.9,
        memory: [1, 2].map(() => ({ t1: expect.closeTo(10, 12), t2: expect.closeTo(0.1, 14) })),
        pairs: 2,
      },
    ]);
    expect(json.secondsPerShot).toBeCloseTo(2e-4 / 0.3, 12);
  });

  test('keeps numbers and a picture over the cutoff', async () => {
    const { json } = await link(...one, '--pairs', '2', '--out', 'runs/link', '--json');
    expect(JSON.parse(readFileSync(join(folder, 'runs/link/link.json'), 'utf8'))).toEqual(json);
    const picture = readFileSync(join(folder, 'runs/link/link.svg'), 'utf8');
    for (const words of ['pair 1', 'pair 2', 'shots a second', 'cutoff, in cycles of 1 ms']) {
      expect(picture).toContain(words);
    }
    expect(existsSync(join(folder, 'runs/link/link.png'))).toBe(true);
  });

  test.each<[string[], string]>([
    [[], 'error [usage]: There is no link to look at'],
    [['--probability', '0', '--cycle', '1'], 'a probability of 0'],
    [['--probability', 'often', '--cycle', '1'], '--probability is often; give one number.'],
    [[...one, '--cutoff', '1e-4'], 'a cutoff of 0.0001 s, below its cycle of 0.001 s'],
    [[...one, '--t1', '0.01'], 't2 = 0.1 s, more than twice t1 = 0.01 s'],
    [[...one, '--distil', 'dejmp:1'], 'Did you mean "dejmps"?'],
    [[...one, '--distil', 'dejmps:1:2'], '--distil is dejmps:1:2; give a protocol and rounds'],
    [[...one, '--distil', 'dejmps:11'], 'The number of rounds of distillation is 11'],
    [[...one, '--fidelity', '0.4', '--distil', 'bbpssw'], 'Pairs of fidelity 0.4 gain nothing'],
    [['nowhere.yaml'], 'there is no such file'],
  ])('%j is refused', async (words, message) => {
    const { code, stdout, stderr } = await callEbit(['link', ...words]);
    expect([code === 0, stdout]).toEqual([false, '']);
    expect(stderr).toContain(message);
  });

  test('a file with another key is refused, a link that is none too', async () => {
    writeFileSync(join(folder, 'other.yaml'), 'links: [7]\n');
    expect((await callEbit(['link', 'other.yaml'])).stderr).toContain('error [network]');
    writeFileSync(join(folder, 'more.yaml'), 'links: []\nshot: 7\n');
    expect((await callEbit(['link', 'more.yaml'])).stderr).toContain('Did you mean "shots"?');
  });
});
