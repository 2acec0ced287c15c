import { describe, expect, test } from 'vitest';
import { isSquidasm, squidasmLinks } from '../../src/links/squidasm.js';
import { refusal } from '../refusal.js';

const cfg = { fidelity: 0.9, prob_success: 0.3, t_cycle: '1e5' };
const nodes = [
  { name: 'Alice', qdevice_typ: 'generic', qdevice_cfg: { T1: '10_000_000', T2: 0 } },
  { name: 'Bob', qdevice_typ: 'generic', qdevice_cfg: { dummy: null } },
  { name: 'Nina', qdevice_typ: 'nv', qdevice_cfg: { electron_T1: 1e9 } },
];
const link = { node1: 'Alice', node2: 'Bob', typ: 'depolarise', cfg };
const file = (links: unknown[]) => ({ processing_nodes: nodes, links });

test('nanoseconds become seconds, 0 is no decay, and the defaults are those of SquidASM', () => {
  const [found] = squidasmLinks(file([link]), null);
  expect(found).toEqual({
    between: ['Alice', 'Bob'],
    probability: 0.3,
    cycle: expect.closeTo(1e-4, 18),
    fidelity: 0.9,
    memory: [{ t1: expect.closeTo(0.01, 15) }, { t1: expect.closeTo(10, 12), t2: expect.closeTo(1, 13) }],
  });
});

test('the names of older files, and a length in place of a time', () => {
  const old = { stack1: 'Alice', stack2: 'Bob', typ: 'depolarise', cfg: { fidelity: 1, prob_success: 1, length: 20 } };
  const [found] = squidasmLinks({ stacks: nodes, links: [old] }, null);
  expect(found.between).toEqual(['Alice', 'Bob']);
  expect(found.cycle).toBeCloseTo(1e-4, 18);
});

test('it is told from other files by the types of its links', () => {
  expect(isSquidasm(file([link]))).toBe(true);
  for (const other of [null, [], { links: [] }, { links: [{ probability: 1, cycle: 1 }] }, { links: 'typ' }]) {
    expect(isSquidasm(other)).toBe(false);
  }
});

describe('refused', () => {
  const why = (change: object, memory = null) =>
    refusal(() => squidasmLinks(file([{ ...link, ...change }]), memory)).message;

  test.each([
    [{ typ: 'heralded' }, 'is of type "heralded"; only "depolarise" links are read'],
    [{ node2: 'Nina' }, 'a device of type "nv", whose times are not read; give --t1 and --t2'],
    [{ node2: 'Zoe' }, 'The node "Zoe" has a link, but is not among the processing nodes'],
    [{ node1: 7 }, 'A link joins 7 and "Bob"'],
    [{ cfg: null }, 'has no cfg'],
    [{ cfg: { ...cfg, fidelity: 'high' } }, 'has fidelity = "high"; give a number'],
    [{ cfg: { ...cfg, prob_success: undefined } }, 'lacks a fidelity, a prob_success or a t_cycle'],
    [{ cfg: { ...cfg, length: 3 } }, 'both a t_cycle and a length'],
    [{ cfg: { ...cfg, p_loss: 0 } }, 'an unknown key "p_loss"'],
  ])('%j', (change, words) => {
    expect(why(change)).toContain(words);
  });

  test('but for memories that are given', () => {
    const [found] = squidasmLinks(file([{ ...link, node2: 'Nina' }]), { t2: 1 });
    expect(found.memory).toEqual({ t2: 1 });
  });
});
