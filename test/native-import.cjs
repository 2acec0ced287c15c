// Node's own import, past the runner of the tests, which takes a program's parts from the sources.
module.exports = (address) => import(address);
