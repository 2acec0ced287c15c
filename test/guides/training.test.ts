import { describeDocument } from '../readme-suite.js';

describeDocument('src/training/README.md');
