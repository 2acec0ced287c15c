import { describe, expect, it } from 'vitest';
import { labelTexts } from '../../src/playground/label-texts.js';

describe('labelTexts', () => {
  it('are the words of a table, and numbers without one', () => {
    expect(labelTexts({ positive: 'M', negative: 'B' })).toEqual({ plus: 'M', minus: 'B' });
    expect(labelTexts(null)).toEqual({ plus: '+1', minus: '−1' });
    expect(labelTexts(undefined)).toEqual({ plus: '+1', minus: '−1' });
    expect(labelTexts({ classes: ['a', 'b', 'c'] })).toEqual({ plus: '+1', minus: '−1' });
  });

  it('are cut where they are long', () => {
    expect(labelTexts({ positive: 'x'.repeat(500), negative: 'n' }).plus.length).toBeLessThan(200);
  });
});
