import { Command } from 'commander';
import { EbitError } from '../errors.js';
import { registerBench } from './commands/bench.js';
import { registerBudget } from './commands/budget.js';
import { registerCeiling } from './commands/ceiling.js';
import { registerChsh } from './commands/chsh.js';
import { registerCompare } from './commands/compare.js';
import type { Context } from './commands/context.js';
import { registerDemo } from './commands/demo.js';
import { registerDraw } from './commands/draw.js';
import { registerEffectiveDimension } from './commands/effective-dimension.js';
import { registerEvaluate } from './commands/evaluate.js';
import { registerExport } from './commands/export.js';
import { registerGame } from './commands/game.js';
import { registerInfo } from './commands/info.js';
import { registerLink } from './commands/link.js';
import { registerPlayground } from './commands/playground.js';
import { registerPredict } from './commands/predict.js';
import { registerReproduce } from './commands/reproduce.js';
import { registerStudy } from './commands/study.js';
import { registerTrain } from './commands/train.js';
import { registerWorker } from './commands/worker.js';
import { installation } from './installation.js';
import type { Terminal } from './terminal.js';

const INTRODUCTION =
  'Trains and measures classifiers spread over several quantum processors that cannot talk to each other, but share ' +
  'ebits (Bell pairs). It answers what sharing them is worth to a learning task, how many are enough, and how good they must be.';

/** Wider lines are hard to read. */
const HELP_WIDTH = 110;

const FIRST_STEPS = `
First steps:
  $ ebit demo                                    what coins do, what one ebit adds, what it costs; a minute
  $ ebit compare --data clusters                 what ebits are worth against coins, and what they cost
  $ ebit chsh                                    the smallest game in which one wins more shots
  $ ebit game odd-cycle 5                        another, beside the most that coins and ebits reach
  $ ebit train --data clusters --out runs/a      train a model
  $ ebit evaluate runs/a                         and measure it
  $ ebit playground                              see both in a browser
  $ ebit help train                              everything about training

Data go to stdout, progress and messages to stderr. Exit codes: 0 well, 1 failure, 2 wrong usage, 130 interrupted.
Set NO_COLOR for plain text, EBIT_DEBUG for stack traces.`;

/** Returns the command line's program; what it throws is for `reportFailure`. */
export function program(terminal: Terminal): Command {
  const root = new Command('ebit')
    .description(INTRODUCTION)
    .version(installation().version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .helpCommand('help [command]', 'explain a command')
    .exitOverride()
    .showHelpAfterError('Add --help to see what there is.')
    .configureOutput({
      getOutHelpWidth: () => Math.min(terminal.columns, HELP_WIDTH),
      getErrHelpWidth: () => Math.min(terminal.columns, HELP_WIDTH),
      writeOut: (text) => terminal.data(text),
      writeErr: (text) => terminal.note(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/^error: /, `${terminal.colours.note.red('error')} [usage]: `)),
    })
    .addHelpText('after', FIRST_STEPS);
  root.hook('preAction', (_, command) => refuseEmptyWords(command));
  const context: Context = { terminal };
  for (const register of [
    registerTrain,
    registerPredict,
    registerEvaluate,
    registerCompare,
    registerBudget,
    registerEffectiveDimension,
    registerChsh,
    registerGame,
    registerCeiling,
    registerLink,
    registerReproduce,
    registerStudy,
    registerWorker,
    registerBench,
    registerPlayground,
    registerDraw,
    registerExport,
    registerInfo,
    registerDemo,
  ]) {
    register(root, context);
  }
  return root;
}

/**
 * An empty word is nearly always a variable of the shell that is not set. As a path it would mean the current folder.
 *
 * @throws EbitError 'usage' naming the flag or the argument
 */
function refuseEmptyWords(command: Command): void {
  const isEmpty = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';
  const flag = command.options.find((option) => isEmpty(command.getOptionValue(option.attributeName())))?.long;
  const place = command.processedArgs.findIndex((value) => [value].flat().some(isEmpty));
  const name = flag ?? command.registeredArguments[place]?.name();
  if (name === undefined) return;
  throw new EbitError('usage', `${flag ?? `<${name}>`} is empty; give it a value, or leave it out.`);
}
