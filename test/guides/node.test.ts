import { describeDocument } from '../readme-suite.js';

describeDocument('src/node/README.md');
