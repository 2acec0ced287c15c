// Makes fixtures/*.json anew: EBIT_PYTHON=PYTHON npx tsx test/interchange/make-fixtures.ts, with a Python that has PennyLane
// and Qiskit. Needed when the text of a program changes, or a case.
import { writeFixture } from './fixtures.js';
import { packageNames } from './python.js';

for (const name of packageNames) writeFixture(name);
