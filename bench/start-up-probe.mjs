// Run in a fresh process: times the import of the built library, the first model and the first step. Prints JSON.
const [library, rowCount] = [process.argv[2], Number(process.argv[3])];
const marks = [performance.now()];
const mark = () => marks.push(performance.now());

const { bellNetwork, classifier, openSession, qcnn, zz } = await import(library);
mark();
const model = classifier({
  network: bellNetwork({ ebits: 1 }),
  embedding: zz(),
  circuit: qcnn({ depth: 20 }),
  seed: 1,
});
mark();
// A hundred rows in an arithmetic pattern: what is timed is the compiling, not the data.
const rows = Float64Array.from({ length: 8 * rowCount }, (_, i) => ((i * 37) % 200) / 100 - 1);
const labels = Float64Array.from({ length: rowCount }, (_, i) => (i % 2 === 0 ? 1 : -1));
const session = openSession(model, rows, labels);
mark();
const gradient = new Float64Array(model.parameters.length);
session.step(model.parameters, null, 'mse', gradient);
mark();
// Again, now that the core is compiled and the compiler of circuits has run once.
const again = openSession(
  classifier({ network: bellNetwork({ ebits: 2 }), circuit: qcnn({ depth: 20 }) }),
  rows,
  labels,
);
mark();
again.close();
const [load, describe, compile, first, second] = marks.slice(1).map((time, i) => (time - marks[i]) * 1000);
process.stdout.write(JSON.stringify({ load, describe, compile, first, second }));
