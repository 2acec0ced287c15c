import { describeDocument } from '../readme-suite.js';

describeDocument('src/data/README.md');
