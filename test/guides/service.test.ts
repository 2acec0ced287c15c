import { describeDocument } from '../readme-suite.js';

describeDocument('src/serving/http.md');
