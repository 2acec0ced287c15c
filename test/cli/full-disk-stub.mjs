// Loaded before the program where no small disk can be mounted: its writes take what there is room for, then fail, as on
// a full disk. EBIT_TEST_ROOM is the size of any one file's room in bytes; without it nothing changes.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const room = Number(process.env.EBIT_TEST_ROOM ?? Number.POSITIVE_INFINITY);
const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });

const { writeFileSync } = fs;
fs.writeFileSync = (path, content, options) => {
  const bytes = Buffer.from(content);
  writeFileSync(path, bytes.subarray(0, room), options);
  if (bytes.length > room) throw full();
};
syncBuiltinESMExports();
