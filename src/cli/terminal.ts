import { once } from 'node:events';
import pc from 'picocolors';

type Colours = ReturnType<typeof pc.createColors>;

/** Where a command writes: data to one side, everything that is only for a reader's eyes to the other. */
export interface Terminal {
  /** Writes data to stdout. */
  data(text: string): void;
  /**
   * Writes data to stdout as they come, and waits while whoever reads them does not keep up.
   *
   * @param signal - ends the waiting
   */
  flow(text: string, signal: AbortSignal): Promise<void>;
  /** Writes a line of progress or explanation to stderr. */
  note(line: string): void;
  /** The stream behind {@link note}, for a progress bar. */
  readonly notes: NodeJS.WritableStream;
  /** Whether somebody watches stderr, so that a bar can move there. */
  readonly watched: boolean;
  /** Whether stdout is no screen: what is written to it does not disturb what moves on stderr. */
  readonly piped: boolean;
  /** How many characters fit on a line of stdout. */
  readonly columns: number;
  /** Colours for data and for notes; they return their text unchanged where colour is not wanted. */
  readonly colours: { readonly data: Colours; readonly note: Colours };
}

/** Where stdout is a file or a pipe. */
const COLUMNS = 100;

/** What of a stream matters here. */
interface Screen extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** NO_COLOR wins over FORCE_COLOR (https://no-color.org): who asks for none must get none. */
function wantsColour(screen: Screen, environment: NodeJS.ProcessEnv): boolean {
  if (environment.NO_COLOR !== undefined && environment.NO_COLOR !== '') return false;
  if (environment.FORCE_COLOR !== undefined && environment.FORCE_COLOR !== '0') return true;
  return screen.isTTY === true && environment.TERM !== 'dumb';
}

/**
 * Returns a terminal over two streams.
 *
 * @param stdout - for data
 * @param stderr - for notes
 * @param environment - NO_COLOR, FORCE_COLOR and TERM are looked at
 */
export function openTerminal(stdout: Screen, stderr: Screen, environment: NodeJS.ProcessEnv): Terminal {
  return {
    data: (text) => {
      stdout.write(text);
    },
    flow: async (text, signal) => {
      if (stdout.write(text) || signal.aborted) return;
      await once(stdout, 'drain', { signal }).catch((error) => {
        if (!signal.aborted) throw error;
      });
    },
    note: (line) => {
      stderr.write(`${line}\n`);
    },
    notes: stderr,
    watched: stderr.isTTY === true && environment.TERM !== 'dumb',
    piped: stdout.isTTY !== true,
    columns: stdout.columns ?? COLUMNS,
    colours: {
      data: pc.createColors(wantsColour(stdout, environment)),
      note: pc.createColors(wantsColour(stderr, environment)),
    },
  };
}
