import { describeDocument } from '../readme-suite.js';

describeDocument('src/worth/README.md');
