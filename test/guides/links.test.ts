import { describeDocument } from '../readme-suite.js';

describeDocument('src/links/README.md');
