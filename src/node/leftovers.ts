// Temporary files: their names, which say who writes them, and what becomes of those whose writers were killed.
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/**
 * After how long a temporary file is nobody's any more, whoever wrote it, milliseconds. It is there while one file is
 * written; a day is longer than clocks differ.
 */
const FORGOTTEN = 24 * 3600 * 1000;

/** Of which machine, since which start, and in which container a number means one process. */
function processSpace(): string {
  const parts = [hostname()];
  // Elsewhere than on Linux there are neither, nor containers.
  for (const read of [
    () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'),
    () => readlinkSync('/proc/self/ns/pid'),
  ]) {
    try {
      parts.push(read());
    } catch {}
  }
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8);
}

let ownSpace: string | undefined;

/** Returns a name beside a file that no other writer has: `FILE.SPACE-PROCESS-RANDOM.tmp`. */
export function temporaryName(path: string): string {
  ownSpace ??= processSpace();
  return `${path}.${ownSpace}-${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
}

/** Whether a process is there; one of somebody else's is. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/**
 * Removes the temporary files in a folder whose writers were killed: those of processes of this machine that are no more,
 * and of whomever those older than a day. Nothing reads them, and they take room on a disk that may be full.
 *
 * What cannot be removed stays; the folder need not be there.
 */
export function removeLeftovers(folder: string): void {
  ownSpace ??= processSpace();
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    // Earlier versions did not say of which machine.
    const [whole, space, pid] = /\.(?:([0-9a-f]{8})-)?(\d+)-[0-9a-f]{8}\.tmp$/.exec(name) ?? [];
    if (whole === undefined) continue;
    const path = join(folder, name);
    try {
      const isOver = space === ownSpace && !isRunning(Number(pid));
      if (isOver || Date.now() - statSync(path).mtimeMs > FORGOTTEN) rmSync(path);
    } catch {
      // Its writer, or another program that looks for these, was quicker.
    }
  }
}
