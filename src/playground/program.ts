// What the page's workers run: tasks, or the answers to the page's questions, or the measuring of this browser, by how they
// are named. It is one program, since the library and its core are most of it, and the page gets it as a text.
import { answerJobs } from '../jobs/answer-jobs.js';
import { runJob } from '../jobs/run-job.js';
import { answerOrders, MEASURING } from './panels/benchmark/program.js';
import { ANSWERING } from './questions/name.js';
import { answerQuestions } from './questions/program.js';

if (self.name === MEASURING) answerOrders();
else if (self.name === ANSWERING) answerQuestions();
else answerJobs(runJob);
