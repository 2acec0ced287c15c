import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { histogramsChart, linesChart, spaceChart, stripsChart } from '../../src/report/charts.js';
import { withoutCaption } from '../../src/report/svg-document.js';

const texts = (svg: string) => {
  const { document } = parseHTML(svg.replace(/^<\?xml[^>]*>/, ''));
  return [...document.querySelectorAll('text')].map((one) => one.textContent?.trim() ?? '');
};

const lines = linesChart({
  caption:
    'What it shows, in a sentence that is long enough to be broken into two lines of the picture, one below the other, as captions in a report are, and so on to another.',
  x: { label: 'depth' },
  y: { label: 'accuracy' },
  series: [
    { name: 'ours', panel: 'left', points: [0, 1, 2].map((x) => ({ x, mean: x / 4, deviation: 0.1 })) },
    { name: 'theirs', panel: 'right', points: [{ x: 1, mean: 0.3, deviation: 0.05 }], published: true },
  ],
  rules: [{ axis: 'y', at: 0.2, text: 'limit' }],
});

test('a chart of lines is a document with its labels, names, rules and the whole caption', () => {
  expect(lines).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  const all = texts(lines);
  for (const text of ['left', 'right', 'ours', 'limit']) expect(all).toContain(text);
  expect(all.some((text) => text.includes('depth'))).toBe(true);
  expect(all.some((text) => text.includes('accuracy'))).toBe(true);
  expect(lines).toMatch(/<text [^>]*>What it shows[^<]*<\/text><text [^>]*>[^<]*another\.<\/text>/);
});

test('every value of a strip is a dot, a published one a diamond', () => {
  const svg = stripsChart({
    caption: '',
    y: { label: 'accuracy' },
    strips: [
      { panel: 'A', group: 'Bell-0', values: [0.1, 0.2, 0.3], published: { mean: 0.2, deviation: 0.1 } },
      { panel: 'A', group: 'Bell-1', values: [0.4] },
    ],
  });
  expect(svg.match(/<circle /g)).toHaveLength(4);
  const { document } = parseHTML(svg.replace(/^<\?xml[^>]*>/, ''));
  expect(document.querySelectorAll('[aria-label="dot"] path')).toHaveLength(1);
});

test('published values are open diamonds in ink wherever they stand, and named once', () => {
  const ofStrips = stripsChart({
    caption: '',
    y: { label: 'y' },
    strips: [
      { panel: 'A', group: 'ours', values: [0.1], published: { mean: 0.2, deviation: 0.1 } },
      { panel: 'A', group: 'paper', values: [0.4, 0.5], isPublished: true },
    ],
  });
  for (const [svg, count] of [
    [lines, 1],
    [ofStrips, 3],
  ] as const) {
    const marks = groupsOf(svg, 'dot').flatMap((group) => [...group.querySelectorAll('path')].map(() => group));
    expect(marks).toHaveLength(count);
    const inks = groupsOf(svg, 'dot').map((group) => [group.getAttribute('stroke'), group.getAttribute('fill')]);
    expect(inks).toContainEqual(['black', 'white']);
    expect(texts(svg).filter((text) => text === 'published')).toHaveLength(1);
  }
});

test('a picture in a page leaves its caption to the page, and is as high as what is drawn', () => {
  const bare = withoutCaption(lines);
  expect(bare).not.toContain('What it shows');
  expect(bare).toMatch(/<svg[^>]* viewBox="0 0 \d+ 380" height="380"/);
  expect(lines).not.toMatch(/<svg[^>]* height="380"/);
  expect(withoutCaption('<svg height="3"/>')).toBe('<svg height="3"/>');
});

test('points in space are all there, inside the picture, with the edges of a cube', () => {
  const svg = spaceChart(
    [-1, 1].flatMap((a) =>
      [-1, 1].flatMap((b) => [-1, 1].map((c) => ({ at: [a, b, c] as const, label: a as 1 | -1 }))),
    ),
    'cube',
  );
  expect(svg).not.toContain('NaN');
  expect(svg.match(/aria-label="line"/g)).toHaveLength(12);
  const places = [...svg.matchAll(/translate\(([\d.-]+),([\d.-]+)\)/g)].map(([, x, y]) => [Number(x), Number(y)]);
  expect(places.filter(([x, y]) => x > 0 && x < 480 && y > 0 && y < 430).length).toBeGreaterThanOrEqual(8);
});

test('a histogram has a bar for every bin that is not empty, in the colour of its learner', () => {
  const svg = histogramsChart({
    caption: '',
    x: { label: 'value', from: -1, to: 1, bins: 4 },
    histograms: [
      { panel: 'A', group: 'Bell-1', values: [-1, -0.6, 1] },
      { panel: 'A', group: 'Bell-2', values: [0.1] },
    ],
  });
  const { document } = parseHTML(svg.replace(/^<\?xml[^>]*>/, ''));
  const bars = [...document.querySelectorAll('[aria-label="rect"] rect')];
  expect(bars.map((bar) => bar.getAttribute('fill'))).toEqual(['#0a5c9c', '#0a5c9c', '#3f9ad6']);
  const heights = bars.map((bar) => Number(bar.getAttribute('height')));
  expect(heights[0]).toBeCloseTo(2 * heights[1], 9);
  expect(heights[2]).toBeCloseTo(3 * heights[1], 9);
});

test('the text of an upright rule stands on the side that it speaks of', () => {
  const svg = linesChart({
    caption: '',
    x: { label: 'x' },
    y: { label: 'y' },
    series: [{ name: 'a learner with a long name', points: [0, 1].map((x) => ({ x, mean: x, deviation: null })) }],
    rules: [
      { axis: 'x', at: 0.5, text: 'below here', place: 'top left' },
      { axis: 'x', at: 0.5, text: 'from here' },
    ],
  });
  const anchor = (text: string) => svg.match(new RegExp(`text-anchor="(start|end)"[^>]*><text[^>]*>${text}`))?.[1];
  expect([anchor('below here'), anchor('from here')]).toEqual(['end', 'start']);
  // Names at the ends of lines have room inside the picture.
  const { document } = parseHTML(svg.replace(/^<\?xml[^>]*>/, ''));
  const end = [...document.querySelectorAll('text')].find((one) => one.textContent === 'a learner with a long name');
  const x = Number(end?.getAttribute('transform')?.match(/translate\(([\d.]+)/)?.[1]);
  expect(x).toBeLessThan(620 - 7 * 26);
});

/** The groups of marks of a kind in an SVG document, one a panel. */
function groupsOf(svg: string, label: string) {
  const { document } = parseHTML(svg.replace(/^<\?xml[^>]*>/, ''));
  return [...document.querySelectorAll(`[aria-label="${label}"] > g`)];
}

test('coins are orange and broken, ebits of all names blue', () => {
  const line = (name: string, more: object = {}) => {
    return { name, points: [0, 1].map((x) => ({ x, mean: x, deviation: null })), ...more };
  };
  const svg = linesChart({
    caption: '',
    x: { label: 'x' },
    y: { label: 'y' },
    series: [line('Bell-2'), line('2 coins'), line('2 ebits', { dotted: true })],
  });
  const [dotted, broken, whole] = groupsOf(svg, 'line');
  expect([dotted, broken, whole].map((one) => one.getAttribute('stroke-dasharray'))).toEqual(['1.5,3', '7,4', null]);
  const strokes = [dotted, broken, whole].map((one) => one.querySelector('path')?.getAttribute('stroke'));
  expect(strokes).toEqual(['#3f9ad6', '#d9822b', '#3f9ad6']);
});

test('dots and bars of coins are open', () => {
  const dots = stripsChart({
    caption: '',
    y: { label: 'y' },
    strips: [
      { panel: 'A', group: 'Bell-1', values: [0.1] },
      { panel: 'A', group: '1 coin', values: [0.2] },
    ],
  });
  const fills = groupsOf(dots, 'dot').map((one) => one.getAttribute('fill'));
  expect(fills.filter((fill) => fill === 'white')).toHaveLength(1);
  const bars = histogramsChart({
    caption: '',
    x: { label: 'x', from: 0, to: 1, bins: 2 },
    histograms: [
      { panel: 'A', group: 'Bell-1', values: [0.1] },
      { panel: 'A', group: '1 coin', values: [0.2] },
    ],
  });
  expect(groupsOf(bars, 'rect').map((one) => one.getAttribute('fill'))).toEqual([null, 'white']);
});
