import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with the files that took longest, so that whoever waits for the tests knows what for. */
export class SlowestFiles implements Reporter {
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const times = modules
      .map((module) => ({ path: relative('.', module.moduleId), seconds: secondsOf(module) }))
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, this.#most);
    // A handful of files is soon over, and their own lines say how long they took.
    if (modules.length <= this.#most) return;
    const lines = times.map(({ path, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${path}`);
    process.stdout.write(`\nThe slowest files:\n${lines.join('\n')}\n`);
  }
}

/** From the beginning of its imports to the end of its last test. */
function secondsOf(module: TestModule): number {
  const { prepareDuration, collectDuration, setupDuration, duration } = module.diagnostic();
  return (prepareDuration + collectDuration + setupDuration + duration) / 1000;
}
