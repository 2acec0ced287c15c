import { describeDocument } from '../readme-suite.js';

describeDocument('src/studies/README.md');
