// A native program for the training step, to measure against: called as PROGRAM EBITS DEPTH REPETITIONS, it prints the
// median microseconds of one step of the paper's model at batch 768 behind the word "med".
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface NativeProgram {
  step(ebits: number, depth: number, repetitions: number): Promise<number>;
}

const execute = promisify(execFile);

export function medianIn(output: string): number {
  const [, figure] = /\bmed\s+([\d.]+)/.exec(output) ?? [];
  if (figure === undefined) throw new Error(`The native program prints no median: ${output.slice(0, 200)}`);
  return Number(figure);
}

export function nativeProgram(path: string): NativeProgram {
  return {
    async step(ebits, depth, repetitions) {
      const { stdout } = await execute(path, [ebits, depth, repetitions].map(String));
      return medianIn(stdout);
    },
  };
}
