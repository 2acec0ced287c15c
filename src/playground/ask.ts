// Questions to workers of the page's own: whatever takes longer than a frame is answered there.
import { EbitError } from '../errors.js';
import type { Answers } from './questions/answers.js';
import { ANSWERING } from './questions/name.js';
import type { Said, Tell } from './questions/said.js';
import { programAddress } from './work.js';

/** A question under way. */
interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  hear(news: unknown): void;
}

/** What is given to a question; what it may tell on its way is not given but heard. */
type Given<N extends keyof Answers> =
  Parameters<Answers[N]> extends [...infer Plain, Tell] ? Plain : Parameters<Answers[N]>;

type Answer<N extends keyof Answers> = Promise<Awaited<ReturnType<Answers[N]>>>;

/** Somebody to ask, with a worker of one's own, which starts with the first question. */
export interface Asker {
  /**
   * Asks a question of {@link Answers}; they are answered one after another.
   *
   * @throws EbitError what the answer throws; 'worker' if there is no worker or it ended; 'file' if its program is not
   *   there; 'aborted' if the asker was closed
   */
  ask<N extends keyof Answers>(name: N, ...given: Given<N>): Answer<N>;
  /** Asks a question that tells how far it is. */
  follow<N extends keyof Answers>(name: N, given: Given<N>, hear: (news: never) => void): Answer<N>;
  /** Ends what is asked; the next question has another worker. */
  close(): void;
}

/** Returns somebody to ask. */
export function openAsker(): Asker {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let worker: Promise<Worker> | null = null;

  const loseAll = (error: unknown): void => {
    worker = null;
    const all = [...waiting.values()];
    waiting.clear();
    for (const { reject } of all) reject(error);
  };

  const hear = (said: Said): void => {
    const question = waiting.get(said.id);
    if ('news' in said) {
      question?.hear(said.news);
      return;
    }
    waiting.delete(said.id);
    if (question === undefined) return;
    if ('value' in said) question.resolve(said.value);
    else question.reject(said.code === null ? new Error(said.message) : new EbitError(said.code, said.message));
  };

  const open = async (): Promise<Worker> => {
    const address = await programAddress();
    let opened: Worker;
    try {
      opened = new Worker(address, { name: ANSWERING });
    } catch (error) {
      throw new EbitError('worker', 'This browser starts no worker for the page, so nothing can be computed.', {
        cause: error,
      });
    }
    opened.onmessage = ({ data }) => hear(data);
    opened.onerror = (event) => {
      event.preventDefault();
      opened.terminate();
      loseAll(new EbitError('worker', `The page's worker ended: ${event.message || 'it does not say why'}.`));
    };
    return opened;
  };

  const send = async (name: keyof Answers, given: readonly unknown[], news: ((news: never) => void) | null) => {
    worker ??= open();
    const opening = worker;
    let answering: Worker;
    try {
      answering = await opening;
    } catch (error) {
      if (worker === opening) worker = null;
      throw error;
    }
    if (worker !== opening) throw new EbitError('aborted', 'The question was taken back.');
    last += 1;
    const id = last;
    return new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject, hear: (news ?? (() => {})) as (news: unknown) => void });
      answering.postMessage({ id, name, given, isFollowed: news !== null });
    });
  };

  return {
    ask: (name, ...given) => send(name, given, null) as Answer<typeof name>,
    follow: (name, given, news) => send(name, given, news) as Answer<typeof name>,
    close() {
      void worker?.then(
        (opened) => opened.terminate(),
        () => {},
      );
      loseAll(new EbitError('aborted', 'The question was taken back.'));
    },
  };
}

const page = openAsker();

/** Asks what is answered soon, as {@link Asker.ask}; the whole page has one worker for it. */
export const ask: Asker['ask'] = page.ask;
