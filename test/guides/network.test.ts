import { describeDocument } from '../readme-suite.js';

describeDocument('src/network/README.md');
