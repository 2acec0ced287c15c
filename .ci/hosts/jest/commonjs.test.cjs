// A test that is CommonJS cannot require() what is an ES module below Node 24.9: Jest has its own require. It imports it.
test('a CommonJS test in Node', async () => {
  const { trained } = await import('./training.js');
  expect(JSON.parse(await trained())).toEqual(JSON.parse(process.env.EBIT_EXPECTED));
}, 60_000);
