import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { intervalsChart } from '../../src/report/intervals-chart.js';

const svg = intervalsChart({
  caption: 'What it shows.',
  x: { label: 'accuracy' },
  rows: [
    { panel: 'grid', name: 'nothing', values: [0.7, 0.72], mean: 0.71, interval: null },
    { panel: 'grid', name: '1 coin', values: [0.8, 0.82], mean: 0.81, interval: { low: 0.79, high: 0.83 } },
    { panel: 'distinct', name: '1 coin', values: [0.9], mean: 0.9, interval: { low: 0.85, high: 0.95 } },
  ],
});
const { document } = parseHTML(svg.replace(/^<\?xml[^>]*>/, ''));

test('every value is a faint dot, every mean a large one, open where coins are shared', () => {
  const dots = [...document.querySelectorAll('circle')];
  const radii = dots.map((dot) => Number(dot.getAttribute('r') ?? dot.parentElement?.getAttribute('r')));
  expect(dots).toHaveLength(5 + 3);
  expect(radii.filter((r) => r === 2)).toHaveLength(5);
  const open = [...document.querySelectorAll('[aria-label="dot"] [fill="white"] circle')];
  expect(open.map((dot) => dot.getAttribute('stroke'))).toEqual(['#a94c06', '#a94c06']);
});

test('an interval is a line as long as it is, and none where there is none', () => {
  const lines = [...document.querySelectorAll('[aria-label="rule"] line')];
  expect(lines).toHaveLength(2);
  const lengths = lines.map((line) => Number(line.getAttribute('x2')) - Number(line.getAttribute('x1')));
  expect(lengths[1]).toBeCloseTo((lengths[0] * 0.1) / 0.04, 6);
});

test('rows, panels and the caption are named', () => {
  const texts = [...document.querySelectorAll('text')].map((one) => one.textContent?.trim());
  for (const text of ['nothing', '1 coin', 'grid', 'distinct', 'What it shows.']) expect(texts).toContain(text);
});
