import { beforeEach, describe, expect, it } from 'vitest';
import { address } from '../../../../src/playground/address.js';
import { sceneFaults } from '../../../../src/playground/scenes/settings.js';
import { data, fidelity, part, pick, pickedCorners, price } from '../../../../src/playground/scenes/task/settings.js';

function open(settings: string): void {
  address.value = { tab: 'task', settings, isSlide: false };
}

beforeEach(() => open(''));

describe('the settings of a real task', () => {
  it('stand in the address', () => {
    open('part=pair&data=chance&for=mean&fidelity=0.85');
    expect([part.value, data.value, price.value, fidelity.value]).toEqual(['pair', 'chance', 'mean', 0.85]);
    expect(sceneFaults()).toEqual([]);
    fidelity.set(0.5);
    expect(address.value.settings).toContain('fidelity=0.5');
  });

  it.each(['part=nope', 'data=9', 'for=7', 'fidelity=2', 'fidelity=-1', 'seed=1e9', 'a1=0', 'b2=9', 'what=1'])(
    'say what is wrong with %s, and are then as they are unless told',
    (settings) => {
      open(settings);
      expect(sceneFaults()).toHaveLength(1);
      expect([part.value, data.value, price.value, fidelity.value]).toEqual(['games', 'clusters', '100', 1]);
    },
  );
});

describe('picked corners', () => {
  it('are two different ones, whatever the address says', () => {
    expect(pickedCorners('a')).toEqual([1, 4]);
    open('a1=8&a2=8&b1=3&b2=1');
    expect(pickedCorners('a')).toEqual([0, 7]);
    expect(pickedCorners('b')).toEqual([0, 2]);
  });

  it('give way in the order in which they were picked', () => {
    pick('a', 6);
    expect(pickedCorners('a')).toEqual([4, 6]);
    pick('a', 0);
    expect(pickedCorners('a')).toEqual([0, 6]);
    pick('a', 0);
    expect(pickedCorners('a')).toEqual([0, 6]);
    open('b1=4&b2=4');
    pick('b', 0);
    expect(pickedCorners('b')).toEqual([0, 4]);
  });
});
