// The contract as a page's program: the page's function `answersTo` is asked, with the library that lies beside it.
import { type Answer, answer, type Order } from './answer.js';
import type { Library } from './program.js';

const library: Promise<Library> = import(new URL('./ebit.js', import.meta.url).href);

Object.assign(globalThis, {
  async answersTo(orders: readonly Order[]): Promise<string> {
    const answers: Answer[][] = [];
    for (const order of orders) answers.push(await answer(await library, order));
    return JSON.stringify(answers);
  },
});
