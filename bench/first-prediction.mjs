// Run in a fresh process: imports a built library and predicts one row.
const { bellNetwork, classifier, qcnn } = await import(process.argv[2]);
const model = classifier({ network: bellNetwork({ ebits: 1 }), circuit: qcnn({ depth: 20 }), seed: 1 });
process.stdout.write(String(model.predict([[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]])[0]));
