import { describeDocument } from '../readme-suite.js';

describeDocument('src/games/README.md');
