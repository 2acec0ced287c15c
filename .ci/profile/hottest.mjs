// What a processor profile says: how long each function was at work itself.
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where a function stands, for the reader of a table. */
function placeOf({ url }) {
  if (url.startsWith('wasm://')) return 'core';
  if (url === '') return 'engine';
  if (!url.startsWith('file://')) return url;
  return relative(root, fileURLToPath(url)).split(sep).join('/');
}

/**
 * Returns [{ name, place, milliseconds, part }], the longest at work first; parts are of the time that the processor was
 * not idle, and callees are not in their callers' time.
 */
export function hottest({ nodes, samples, timeDeltas }) {
  const byNode = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const times = new Map();
  let sum = 0;
  samples.forEach((id, i) => {
    const frame = byNode.get(id);
    if (['(idle)', '(root)'].includes(frame.functionName)) return;
    const name = frame.functionName === '' ? '(no name)' : frame.functionName.replace(/^assembly\//, '');
    const place = placeOf(frame);
    const key = `${name} ${place}`;
    const entry = times.get(key) ?? { name, place, milliseconds: 0 };
    // The time since the sample before belongs to what was at work then and now; profiles have no better.
    entry.milliseconds += Math.max(0, timeDeltas[i]) / 1000;
    sum += Math.max(0, timeDeltas[i]) / 1000;
    times.set(key, entry);
  });
  const rows = [...times.values()].sort((a, b) => b.milliseconds - a.milliseconds);
  return rows.map((row) => ({ ...row, part: row.milliseconds / sum }));
}

/** The rows as lines of a table. */
export function tableOf(rows) {
  const width = Math.max(8, ...rows.map(({ name }) => name.length));
  const line = (ms, part, name, place) => `${ms.padStart(9)}  ${part.padStart(6)}  ${name.padEnd(width)}  ${place}`;
  return [
    line('ms', 'part', 'function', 'where'),
    ...rows.map(({ name, place, milliseconds, part }) =>
      line(milliseconds.toFixed(1), `${(100 * part).toFixed(1)} %`, name, place),
    ),
  ].join('\n');
}
