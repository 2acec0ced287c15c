import { trained } from './training.js';

test('an ES module in Node', async () => {
  expect(JSON.parse(await trained())).toEqual(JSON.parse(process.env.EBIT_EXPECTED));
}, 60_000);
