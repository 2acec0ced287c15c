import { describeDocument } from '../readme-suite.js';

describeDocument('src/experiments/README.md');
