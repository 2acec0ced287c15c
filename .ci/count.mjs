// Prints one line with the numbers of reports (JSON) of the kind that vitest writes, taken together; above it every failure
// by name, with the first lines of what it said, since the end of a long output is what is kept. Of the reports behind
// --failures-of only the failures count: what they test is tested by the others too. Its exit code is 1 if anything failed
// or nothing passed.
//
//   node .ci/count.mjs REPORT... [--failures-of REPORT...]
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** How many lines of a failure's message are shown: what was expected, and where. */
const SHOWN = 6;

function tell(report, test, message) {
  const lines = (message ?? '').split('\n').slice(0, SHOWN);
  process.stdout.write(
    `failed (${basename(report, '.json')}): ${test}\n${lines.map((line) => `    ${line}\n`).join('')}`,
  );
}

function countsOf(path) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    for (const file of JSON.parse(readFileSync(path, 'utf8')).testResults) {
      // A file that does not load has no test to blame; it counts as one failure.
      if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) {
        counts.failed++;
        tell(path, file.name, file.message);
      }
      for (const { status, title, fullName = title, failureMessages } of file.assertionResults) {
        if (status === 'failed') tell(path, `${file.name}: ${fullName}`, failureMessages?.join('\n'));
        if (status === 'passed' || status === 'failed') counts[status]++;
        else counts.skipped++;
      }
    }
  } catch (error) {
    process.stderr.write(`There is no report of the tests: ${error.message}\n`);
    counts.failed = 1;
  }
  return counts;
}

const words = process.argv.slice(2);
const at = words.indexOf('--failures-of');
const whole = words.slice(0, at < 0 ? words.length : at).map(countsOf);
const others = at < 0 ? [] : words.slice(at + 1).map(countsOf);
const sum = (all, name) => all.reduce((total, counts) => total + counts[name], 0);
const [passed, failed] = [sum(whole, 'passed'), sum([...whole, ...others], 'failed')];
process.stdout.write(`${passed} passed, ${failed} failed, ${sum(whole, 'skipped')} skipped\n`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
