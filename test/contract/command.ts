// The contract as a program for Node, Deno and Bun: `command.js LIBRARY ORDERS` prints the answers to a list of orders.
import type { Order } from './answer.js';
import { answer } from './answer.js';
import type { Library } from './program.js';

const [library, orders] = process.argv.slice(2);
const ebit: Library = await import(library);
const answers = [];
for (const order of JSON.parse(orders) as Order[]) answers.push(await answer(ebit, order));
process.stdout.write(`${JSON.stringify(answers)}\n`);
