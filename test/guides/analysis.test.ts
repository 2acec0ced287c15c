import { describeDocument } from '../readme-suite.js';

describeDocument('src/analysis/README.md');
