import { expect, test } from 'vitest';
import { htmlReport } from '../../src/report/html-report.js';

const figure = (name: string) => ({
  name,
  caption: 'A < B & "C"',
  svg: '<?xml version="1.0"?>\n<svg width="1"><clipPath id="clip"/><g clip-path="url(#clip)"/></svg>',
});

const html = htmlReport({
  title: 'Q & A',
  conclusion: ['Yes.'],
  claims: {
    caption: 'claims',
    head: ['', 'verdict'],
    rows: [
      [
        { text: 'first', href: '#section-one' },
        { text: 'bounded', verdict: 'bounded' },
      ],
    ],
  },
  run: {
    command: 'ebit reproduce "all"',
    seeds: '1 to 5',
    version: '0.2.0',
    numerics: '3',
    runtime: 'Node 22',
    date: '2026-01-02',
    duration: '3 s',
    computed: 7,
    kept: 5,
  },
  introduction: ['<b>'],
  summary: [{ caption: 'all', head: ['what', 'x'], rows: [['a<b', 0.5]] }],
  sections: [
    {
      id: 'one',
      number: 'Fig. 1',
      title: 'One',
      about: 'first',
      words: ['word'],
      figures: [figure('f'), figure('g')],
      tables: [],
      files: [{ text: 'CSV', href: 'numbers/one.csv' }],
    },
  ],
});

test('text is text, never markup', () => {
  expect(html).toContain('<h1>Q &amp; A</h1>');
  expect(html).toContain('<p>&lt;b&gt;</p>');
  expect(html).toContain('<th scope="row">a&lt;b</th><td>0.5</td>');
  expect(html).toContain('<figcaption id="f-caption">A &lt; B &amp; &quot;C&quot;</figcaption>');
  expect(html).toContain('<dd>ebit reproduce &quot;all&quot;</dd>');
});

test('figures stand in the page as they are, with ids of their own', () => {
  expect(html).not.toContain('<?xml');
  expect(html).toContain('<clipPath id="f-clip"/><g clip-path="url(#f-clip)"/>');
  expect(html).toContain('<clipPath id="g-clip"/><g clip-path="url(#g-clip)"/>');
});

test('the report begins with its conclusion, then the claims, then how it was made', () => {
  const places = ['<main>', 'Yes.', 'id="table-claims"', '<dl id="run">', 'id="table-summary-1"', 'id="section-one"'];
  const found = places.map((text) => html.indexOf(text));
  expect(found.every((place) => place > 0)).toBe(true);
  expect([...found].sort((a, b) => a - b)).toEqual(found);
});

test('a verdict is a mark, a word and a colour; a cell may lead somewhere', () => {
  expect(html).toContain('<span class="verdict bounded"><span aria-hidden="true">≈</span> bounded</span>');
  expect(html).toContain('<th scope="row"><a href="#section-one">first</a></th>');
});

test('a section leads to its numbers and back to the contents', () => {
  expect(html).toContain('Numbers: <a href="numbers/one.csv">CSV</a> · <a href="#contents">Contents</a>');
});

test('the contents lead to the sections', () => {
  expect(html).toContain('<a href="#section-one">Fig. 1: One</a>');
  expect(html).toContain('<section id="section-one"');
  expect(html).toContain('<h2 id="section-one-title">Fig. 1: One</h2>');
});
