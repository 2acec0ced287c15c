// Threads as the pool and its workers see them, whatever a runtime calls them. The package's `#thread` is one of two
// modules: Web Workers in browsers, Deno and Bun, worker threads in Node; package.json says which, so that none asks
// where it runs and none is carried to where it cannot run.

/** Beyond any machine this is for, and low enough that a slip starts no thousands of threads. */
export const MAX_THREADS = 1024;

/** What is heard from a thread. */
export interface ThreadListener {
  message(message: unknown): void;
  /**
   * The thread is gone, or an error that nobody caught has left it in no known state. Called once at most.
   *
   * @param hasBegun - whether its program ever came so far as to listen
   */
  lost(why: string, hasBegun: boolean): void;
}

/** Which build this is, written into it by the build: the package's version, and a digest of what it was made of. */
declare const EBIT_BUILD: string | undefined;

/** Null for the sources, which know no better than to go with every build. */
const build = typeof EBIT_BUILD === 'undefined' ? null : EBIT_BUILD;

/** What a thread's program says first, when it listens: whoever has started the thread hears nothing of that. */
export const BEGUN = { begun: build };

/** Whether it is that, of whatever build. */
export function isBegun(sent: unknown): sent is typeof BEGUN {
  return typeof sent === 'object' && sent !== null && 'begun' in sent;
}

/** What is wrong with a program that listens: it may have been copied long ago, and compute other bits. Null if all is well. */
export function begunFault({ begun }: typeof BEGUN): string | null {
  if (begun === null || build === null || begun === build) return null;
  return `it is of another build of ebit, ${begun}, and this is ${build}; copy or install it again`;
}

/** A thread of the pool. */
export interface Thread {
  post(message: unknown): void;
  /** Says whether somebody waits for the thread: only then it keeps the program from ending, where a runtime lets it choose. */
  hold(isAwaited: boolean): void;
  /** Ends it at once, whatever it does; nothing is heard from it afterwards. */
  end(): Promise<void>;
}

/** Starts a program in a thread of its own, for which nobody waits yet. */
export type StartThread = (script: URL, listener: ThreadListener) => Thread;

/** For a thread's program: returns how it sends, and calls `message` with what it is sent. */
export type OpenParent = (message: (message: unknown) => void) => (message: unknown) => void;

/** For how long a thread's program may take until it listens, milliseconds: it may have to be fetched from afar. */
const PATIENCE = 60_000;

/**
 * Waits for a thread's program to listen. What loads and never listens is some other program, of which nothing is heard.
 *
 * @param late - called with words when it was waited for long enough
 * @returns what ends the waiting
 */
export function awaitStart(late: (why: string) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (then: () => void, milliseconds: number) => {
    timer = setTimeout(then, milliseconds);
    // The program may end meanwhile, where a runtime lets it choose.
    (timer as { unref?(): void }).unref?.();
  };
  const tell = () => late(`it was loaded, but did not listen for ${PATIENCE / 1000} s, so it is no program of ebit`);
  // A program that has computed all the while hears what a thread said only now, and perhaps after its timers.
  wait(() => wait(tell, 1000), PATIENCE);
  return () => clearTimeout(timer);
}
