import { describeDocument } from '../readme-suite.js';

describeDocument('src/models/format.md');
