import { isEbitError, messageOf } from '../../errors.js';
import { type Answers, answers } from './answers.js';
import { handedOverWith } from './hand-over.js';
import type { Said } from './said.js';

/** A question as it comes from the page. */
interface Question {
  readonly id: number;
  readonly name: keyof Answers;
  readonly given: readonly unknown[];
  /** Whether somebody hears how far it is. */
  readonly isFollowed?: boolean;
}

/** Answers the page's questions from now on, one after another. */
export function answerQuestions(): void {
  const say = (said: Said, over: readonly ArrayBuffer[] = []): void => self.postMessage(said, { transfer: [...over] });
  let before: Promise<void> = Promise.resolve();
  const answer = async ({ id, name, given, isFollowed }: Question): Promise<void> => {
    try {
      const found = answers[name] as (...all: readonly unknown[]) => unknown;
      const value = await found(...given, ...(isFollowed ? [(news: unknown) => say({ id, news })] : []));
      say({ id, value }, handedOverWith(value));
    } catch (error) {
      say({ id, message: messageOf(error), code: isEbitError(error) ? error.code : null });
    }
  };
  self.onmessage = ({ data }: MessageEvent<Question>) => {
    before = before.then(() => answer(data));
  };
}
