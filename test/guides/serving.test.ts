import { describeDocument } from '../readme-suite.js';

describeDocument('src/serving/README.md');
