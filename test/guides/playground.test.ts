import { describeDocument } from '../readme-suite.js';

describeDocument('src/playground/README.md');
