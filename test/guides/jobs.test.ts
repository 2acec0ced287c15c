import { describeDocument } from '../readme-suite.js';

describeDocument('src/jobs/README.md');
