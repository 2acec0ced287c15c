import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { renderPng } from '../../src/report/png.js';
import { type Course, trainingCurves } from '../../src/report/training-curves.js';

const course = (...accuracies: number[]): Course => ({ iterations: accuracies.map((_, i) => 50 * i), accuracies });
const panels = [
  {
    name: 'Clusters <8>',
    curves: [
      {
        name: 'no ebit',
        training: [course(0.5, 0.7, 0.75)],
        validation: [course(0.5, 0.68, 0.71), course(0.5, 0.7, 0.73)],
      },
      { name: '1 ebit', training: [course(0.5, 0.8, 0.9)], validation: [course(0.5, 0.79, 0.72)] },
    ],
  },
  { name: 'Table', curves: [{ name: '1 ebit', training: [course(0.5, 0.9)], validation: [course(0.4, 0.8)] }] },
];
const svg = trainingCurves(panels, 'Solid: validation & more.');

describe('the picture', () => {
  const { document } = parseHTML(`<html><body>${svg.replace(/<\?xml.*\?>/, '')}</body></html>`);
  const words = [...document.querySelectorAll('text')].map((text) => text.textContent?.trim());
  const paths = (label: string) => [...document.querySelectorAll(`g[aria-label="${label}"] path`)];

  test('is a document of its own', () => {
    expect(svg.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"')).toBe(
      true,
    );
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('names panels, curves, axes and caption', () => {
    expect(words).toEqual(
      expect.arrayContaining(['Clusters <8>', 'Table', 'no ebit', '1 ebit', 'Solid: validation & more.']),
    );
    expect(words.filter((word) => word === '1 ebit').length).toBe(2);
    expect(words.some((word) => word?.includes('accuracy (%)'))).toBe(true);
  });

  test('has a line for each curve and set, in the colour of the name', () => {
    expect(paths('line').length).toBe(6);
    const strokes = paths('line').map((path) => path.getAttribute('stroke'));
    expect(new Set(strokes).size).toBe(2);
    expect(paths('area').length).toBe(3);
  });

  test('puts the mean of the runs at the right height', () => {
    // In a panel, height is linear in accuracy: 0.72 (mean of .71 and .73) lies on 0.72 of the other curve.
    const end = (path: Element) => path.getAttribute('d')?.match(/,([\d.]+)$/)?.[1];
    const solid = paths('line').slice(3);
    expect(end(solid[0])).toBe(end(solid[1]));
  });

  test('keeps the names at the ends of lines apart', () => {
    const heights = [...document.querySelectorAll('g[aria-label="text"] text')].map((text) =>
      Number(text.getAttribute('transform')?.match(/,([\d.]+)\)/)?.[1]),
    );
    expect(Math.abs(heights[0] - heights[1])).toBeGreaterThan(9);
  });
});

test('without validation the training curves are the lines', () => {
  const bare = trainingCurves(
    [{ name: 'chsh', curves: [{ name: '1 ebit', training: [course(0.5, 1)], validation: [] }] }],
    '.',
  );
  expect(bare.match(/<path[^>]*stroke="#0a5c9c"/g)?.length).toBe(1);
  expect(bare).not.toMatch(/NaN|undefined|Infinity/);
});

test('a PNG image has twice the size of the picture', () => {
  const png = Buffer.from(renderPng(svg));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const { width, height } = svg.match(/height="(?<height>\d+)" width="(?<width>\d+)"/)?.groups ?? {};
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
});
