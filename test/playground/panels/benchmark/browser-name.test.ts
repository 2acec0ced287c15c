import { expect, test } from 'vitest';
import { browserName, systemName } from '../../../../src/playground/panels/benchmark/browser-name.js';

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';

test.each([
  [chrome, 'Chrome 147'],
  [chrome.replace('Chrome', 'HeadlessChrome'), 'Chrome 147'],
  [`${chrome} Edg/146.0.0.0`, 'Edge 146'],
  [`${mac} Version/18.1 Safari/605.1.15`, 'Safari 18'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140'],
  ['Something else', 'Something else'],
])('%s is %s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});

test('the system is what stands in the first parentheses', () => {
  expect(systemName(chrome)).toBe('X11; Linux x86_64');
  expect(systemName('Something else')).toBeNull();
});
