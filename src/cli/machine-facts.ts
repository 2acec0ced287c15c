import { availableParallelism, cpus, loadavg } from 'node:os';
import type { BenchmarkMachine } from '../benchmark/report.js';

/** The runtime that this program runs on: Bun and Deno call themselves a Node too. */
function runtimeName(versions: Readonly<Record<string, string | undefined>>): string {
  if (versions.bun !== undefined) return `Bun ${versions.bun}`;
  if (versions.deno !== undefined) return `Deno ${versions.deno}`;
  return `Node ${versions.node}`;
}

/** What is known of this machine and of what it does just now. */
export function machineFacts(): BenchmarkMachine {
  return {
    runtime: runtimeName(process.versions),
    system: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() || null,
    threads: availableParallelism(),
    // Windows counts no such thing, and says 0.
    load: process.platform === 'win32' ? null : loadavg()[0],
  };
}
