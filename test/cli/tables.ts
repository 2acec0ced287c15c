import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A table of two classes that two columns tell apart only together; its text is the same every time. */
export function tableText(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const x = (i * 37) % 101;
    const y = (i * 53) % 97;
    return `${x},${y},${x + y},${(x > 50) === (y > 48) ? 'same' : 'different'}`;
  });
  return `x,y,sum,label\n${lines.join('\n')}\n`;
}

/** Writes text to a file of a folder and returns its path. */
export function written(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
