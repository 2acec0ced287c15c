/** @jest-environment jsdom */
import { trained } from './training.js';

test('an ES module in jsdom, where no workers are: it trains in the thread of the test', async () => {
  expect(JSON.parse(await trained({}))).toEqual(JSON.parse(process.env.EBIT_EXPECTED));
}, 60_000);
