// Run as a process of its own: does the jobs that it is sent with the built library in one thread, and answers with the
// microseconds that they took.
const { callingThread, runSweep } = await import(process.argv[2]);

process.on('message', async (jobs) => {
  const start = performance.now();
  await runSweep(callingThread(), jobs);
  process.send((performance.now() - start) * 1000);
});
process.send('ready');
