import cliProgress from 'cli-progress';
import type { Terminal } from './terminal.js';

/** How far some work is. */
export interface WorkProgress {
  readonly done: number;
  readonly total: number;
  /** Work that was done since the command was given, and that is left; see `taskWork`. */
  readonly workDone: number;
  readonly workLeft: number;
  /** What else is to be said. */
  readonly remark?: string;
}

/** Shows how far some work is. */
export interface WorkDisplay {
  update(progress: WorkProgress): void;
  stop(): void;
}

/** Writes how long something takes: `4 min 20 s`, `35 s`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Where nobody watches, how long it is quiet between two lines, milliseconds. */
const QUIET = 20_000;

/**
 * Begins to show how far some work is: a moving bar where somebody watches, else a line now and then.
 *
 * @param units - what is counted
 */
export function workDisplay(terminal: Terminal, units = 'tasks'): WorkDisplay {
  const start = performance.now();
  const left = ({ workDone, workLeft, remark = '' }: WorkProgress): string =>
    `${timeLeft(workDone, workLeft)}${remark}`;
  const timeLeft = (workDone: number, workLeft: number): string => {
    if (workLeft === 0) return 'done';
    const elapsed = (performance.now() - start) / 1000;
    return workDone === 0 ? '…' : `about ${durationText((elapsed * workLeft) / workDone)} left`;
  };
  if (!terminal.watched) {
    let next = start;
    return {
      update(progress) {
        if (performance.now() < next) return;
        next = performance.now() + QUIET;
        terminal.note(`${progress.done} of ${progress.total} ${units}, ${left(progress)}`);
      },
      stop: () => {},
    };
  }
  const { cyan } = terminal.colours.note;
  const bar = new cliProgress.SingleBar({
    stream: terminal.notes as NodeJS.WriteStream,
    format: `${units} ${cyan('{bar}')} {value}/{total} {left}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    // SIGINT is for the command, which keeps what is finished.
    gracefulExit: false,
  });
  let isStarted = false;
  return {
    update(progress) {
      if (!isStarted) bar.start(progress.total, progress.done, { left: '' });
      isStarted = true;
      bar.setTotal(progress.total);
      bar.update(progress.done, { left: left(progress) });
    },
    stop: () => bar.stop(),
  };
}
