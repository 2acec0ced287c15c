import { describeDocument } from '../readme-suite.js';

describeDocument('src/benchmark/README.md');
