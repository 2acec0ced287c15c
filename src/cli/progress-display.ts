import cliProgress from 'cli-progress';
import { percent } from '../report/spread.js';
import type { Progress } from '../training/progress.js';
import type { Terminal } from './terminal.js';

/** Shows how far some fits have come. */
export interface ProgressDisplay {
  /** Takes what one of the fits reports; fits are told apart by their seeds. */
  update(progress: Progress): void;
  /** Leaves the terminal as it was; nothing is shown afterwards. */
  stop(): void;
}

/** Where nobody watches, one line for each of so many parts of the work is enough. */
const LINES = 5;

/**
 * Returns a display: a moving bar where somebody watches, else a line now and then.
 *
 * @param title - what is being done
 * @param fits - how many fits there are, each of `iterations`
 */
export function progressDisplay(terminal: Terminal, title: string, fits: number, iterations: number): ProgressDisplay {
  const latest = new Map<number | null, Progress>();
  const total = fits * iterations;
  const show = countDisplay(terminal, title, total);
  return {
    update(progress) {
      latest.set(progress.seed, progress);
      const all = [...latest.values()];
      const finished = all.filter((one) => one.iteration === iterations);
      show.update(
        all.reduce((sum, { iteration }) => sum + iteration, 0),
        // A fit that has just begun would pull the mean down, as if the training went backwards.
        scoresText(finished.length > 0 ? finished : all),
      );
    },
    stop: show.stop,
  };
}

/** Shows how much of some work is done. */
export interface CountDisplay {
  /** Takes how much is done by now, and a word about it. */
  update(done: number, word: string): void;
  /** Leaves the terminal as it was; nothing is shown afterwards. */
  stop(): void;
}

/** Returns a display as {@link progressDisplay} for work of another kind, of `total` parts. */
export function countDisplay(terminal: Terminal, title: string, total: number): CountDisplay {
  return terminal.watched ? bar(terminal, title, total) : lines(terminal, title, total);
}

function scoresText(all: readonly Progress[]): string {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const training = `training ${percent(mean(all.map(({ scores }) => scores.trainingAccuracy)))}`;
  const known = all.map(({ scores }) => scores.validationAccuracy).filter((value) => value !== null);
  return known.length === 0 ? training : `${training}, validation ${percent(mean(known))}`;
}

function bar(terminal: Terminal, title: string, total: number): CountDisplay {
  const { cyan } = terminal.colours.note;
  const single = new cliProgress.SingleBar({
    stream: terminal.notes as NodeJS.WriteStream,
    format: `${title} ${cyan('{bar}')} {value}/{total} {scores}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    // SIGINT is for the run, which leaves a checkpoint first.
    gracefulExit: false,
  });
  single.start(total, 0, { scores: '' });
  return {
    update: (done, scores) => single.update(done, { scores }),
    stop: () => single.stop(),
  };
}

function lines(terminal: Terminal, title: string, total: number): CountDisplay {
  let next = total / LINES;
  return {
    update(done, scores) {
      if (done < next) return;
      terminal.note(`${title} ${done}/${total} ${scores}`);
      while (next <= done) next += total / LINES;
    },
    stop: () => {},
  };
}
