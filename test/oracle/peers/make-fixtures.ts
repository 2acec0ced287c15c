// Makes pennylane.json and qiskit-aer.json anew: EBIT_PYTHON=PYTHON npx tsx test/oracle/peers/make-fixtures.ts, with a
// Python that has test/interchange/requirements.txt; then npm run format. Needed when random-networks.ts draws other networks.
import { peerNames, writePeerFixture } from './peers.js';

for (const peer of peerNames) writePeerFixture(peer);
