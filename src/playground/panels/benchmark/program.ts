// What the worker does that measures: a worker of its own, so that no training of the page stands in its queue.
import { benchmark } from '../../../benchmark/benchmark.js';
import type { BenchmarkReport } from '../../../benchmark/report.js';
import { messageOf } from '../../../errors.js';
import { threadPool } from '../../../jobs/thread-pool.js';
import { browserName, systemName } from './browser-name.js';

/** The name of that worker. */
export const MEASURING = 'measuring';

/** What the page asks for. */
export interface BenchmarkOrder {
  readonly quick: boolean;
  readonly date: string;
  /** The address of the program that the threads run. */
  readonly script: string;
}

/** What the worker says. */
export type BenchmarkNews =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'report'; readonly report: BenchmarkReport }
  | { readonly kind: 'fault'; readonly message: string };

const say = (news: BenchmarkNews): void => self.postMessage(news);

/** What a browser tells of the machine: neither its processor nor its load. */
const machine = () => ({
  runtime: browserName(navigator.userAgent),
  system: systemName(navigator.userAgent),
  threads: navigator.hardwareConcurrency || null,
});

/** Measures this browser, and says so. */
async function measure({ quick, date, script }: BenchmarkOrder): Promise<void> {
  const executor = await threadPool({ script: new URL(script) });
  try {
    const onProgress = ({ done, total }: { done: number; total: number }) => say({ kind: 'progress', done, total });
    say({ kind: 'report', report: await benchmark({ quick, date, executor, machine: machine(), onProgress }) });
  } catch (error) {
    say({ kind: 'fault', message: messageOf(error) });
  } finally {
    await executor.close();
  }
}

/** Answers the page's orders from now on. */
export function answerOrders(): void {
  self.onmessage = ({ data }: MessageEvent<BenchmarkOrder>) => measure(data);
}
