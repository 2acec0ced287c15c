// Loaded before a program whose memory is to be known, with --expose-gc: at SIGUSR2 it says how much it has, in bytes.
process.on('SIGUSR2', () => {
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.stderr.write(`memory ${rss} ${heapUsed + external}\n`);
});
