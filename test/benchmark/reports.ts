import type { BenchmarkReport } from '../../src/benchmark/report.js';

/** A report as a machine might have written it, of rates given as [lower, median, upper]. */
export function reportOf(
  rates: Readonly<Record<string, readonly [number, number, number] | null>>,
  change: Partial<BenchmarkReport> = {},
): BenchmarkReport {
  return {
    format: 'ebit-benchmark',
    version: 1,
    ebit: '0.1.0',
    numerics: 3,
    date: '2026-11-27T12:00:00.000Z',
    quick: false,
    clock: 0.001,
    machine: { runtime: 'Node 20.20.2', system: 'linux x64', processor: 'A processor', threads: 4, load: 0.1 },
    results: Object.entries(rates).map(([name, rate]) => ({
      name,
      what: `${name} in words`,
      unit: 'things/s',
      rate: rate === null ? null : { lower: rate[0], median: rate[1], upper: rate[2] },
      samples: rate === null ? 0 : 31,
      equalBits: rate === null ? null : true,
      fault: rate === null ? 'No worker starts here.' : null,
    })),
    ...change,
  };
}
