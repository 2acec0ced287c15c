import { expect, test } from 'vitest';
import { htmlReport } from '../../src/report/html-report.js';

const figure = (name: string) => ({
  name,
  caption: 'A < B & "C"',
  svg: '<?xml version="1.0"?>\n<svg width="1"><clipPath id="clip"/><g clip-path="url(#clip)"/></svg>',
});

const html = htmlReport({
  title: 'Q & A',
  introduction: ['<b>'],
  summary: [{ caption: 'all', head: ['what', 'x'], rows: [['a<b', 0.5]] }],
  sections: [
    { id: 'one', title: 'One', about: 'first', words: ['word'], figures: [figure('f'), figure('g')], tables: [] },
  ],
});

test('text is text, never markup', () => {
  expect(html).toContain('<h1>Q &amp; A</h1>');
  expect(html).toContain('<p>&lt;b&gt;</p>');
  expect(html).toContain('<td>a&lt;b</td><td>0.5</td>');
  expect(html).toContain('aria-label="A &lt; B &amp; &quot;C&quot;"');
});

test('figures stand in the page as they are, with ids of their own', () => {
  expect(html).not.toContain('<?xml');
  expect(html).toContain('<clipPath id="f-clip"/><g clip-path="url(#f-clip)"/>');
  expect(html).toContain('<clipPath id="g-clip"/><g clip-path="url(#g-clip)"/>');
});

test('the contents lead to the sections', () => {
  expect(html).toContain('<a href="#section-one">One</a>');
  expect(html).toContain('<section id="section-one">');
});
