import { computed, signal } from '@preact/signals';
import { type BenchmarkComparison, compareBenchmarks } from '../../../benchmark/compare.js';
import { type BenchmarkReport, parseBenchmark } from '../../../benchmark/report.js';
import { messageOf } from '../../ui/error-note.js';
import { programAddress } from '../../work.js';
import { type BenchmarkNews, type BenchmarkOrder, MEASURING } from './program.js';

/** What this browser came to; null before it was measured. */
export const own = signal<BenchmarkReport | null>(null);
/** What another machine came to, with the name of its file; null before one is loaded. */
export const other = signal<{ readonly name: string; readonly report: BenchmarkReport } | null>(null);
/** How far it is; null where nothing is measured. */
export const progress = signal<{ readonly done: number; readonly total: number } | null>(null);
/** What went wrong, in words. */
export const fault = signal<string | null>(null);
export const fileFault = signal<string | null>(null);

/** The other machine beside this one. */
export const comparison = computed((): BenchmarkComparison | null =>
  own.value === null || other.value === null ? null : compareBenchmarks(other.value.report, own.value),
);

let worker: Worker | null = null;
let address: string | null = null;
/** Grows with each start and end, so that what was on its way before is known to be late. */
let turn = 0;

/** Ends what is measured. */
export function cancel(): void {
  turn += 1;
  worker?.terminate();
  worker = null;
  if (address !== null) URL.revokeObjectURL(address);
  address = null;
  progress.value = null;
}

function hear(news: BenchmarkNews): void {
  if (news.kind === 'progress') {
    progress.value = news;
    return;
  }
  cancel();
  if (news.kind === 'report') own.value = news.report;
  else fault.value = news.message;
}

/** Measures this browser in a worker. */
export async function start(quick: boolean): Promise<void> {
  cancel();
  fault.value = null;
  progress.value = { done: 0, total: 1 };
  const mine = turn;
  try {
    const found = await programAddress();
    // Cancelled, or begun anew, while the program was on its way.
    if (mine !== turn) return URL.revokeObjectURL(found);
    address = found;
    worker = new Worker(found, { name: MEASURING });
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      hear({ kind: 'fault', message: `The worker did not start: ${event.message || 'it does not say why'}.` });
    };
    const order: BenchmarkOrder = { quick, date: new Date().toISOString(), script: found };
    worker.postMessage(order);
  } catch (error) {
    if (mine === turn) hear({ kind: 'fault', message: messageOf(error) });
  }
}

/** Takes another machine's report from a file. */
export async function load(file: File): Promise<void> {
  fileFault.value = null;
  try {
    other.value = { name: file.name, report: parseBenchmark(await file.text()) };
  } catch (error) {
    fileFault.value = messageOf(error);
  }
}
