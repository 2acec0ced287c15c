// What the page's workers run: tasks, or the measuring of this browser in a worker that is named so. It is one program, since
// the library and its core are most of it, and the page carries it as a text.
import { answerJobs } from '../jobs/answer-jobs.js';
import { runJob } from '../jobs/run-job.js';
import { answerOrders, MEASURING } from './panels/benchmark/program.js';

if (self.name === MEASURING) answerOrders();
else answerJobs(runJob);
