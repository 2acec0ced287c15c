import { describeDocument } from '../readme-suite.js';

describeDocument('src/interchange/README.md');
