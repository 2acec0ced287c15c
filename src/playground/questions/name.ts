/** The name of the worker that answers the page's questions. */
export const ANSWERING = 'answering';
