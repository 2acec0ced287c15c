import { describeDocument } from '../readme-suite.js';

describeDocument('src/circuit/README.md');
