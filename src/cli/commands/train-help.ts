/** What `ebit train --help` says after the options. */
export const trainHelp = `
Examples:
  The paper's task with one ebit, then with none, to see what the ebit brings:
    $ ebit train --data clusters --data-seed 1 --ebits 1 --depth 20 --seed 7 --out runs/a
    $ ebit train --data clusters --data-seed 1 --ebits 0 --depth 20 --seed 7 --out runs/b

  A table of your own: all columns but the label are dealt to A and B, in their order; or to three parties:
    $ ebit train --data patients.csv --label outcome
    $ ebit train --data patients.csv --label outcome --parties 3 --ebits 0

  The same with columns that are named, two at each party; five seeds on two threads:
    $ ebit train --data patients.csv --label outcome --columns A=age,weight --columns B=dose,marker \\
        --ebits 1 --depth 5 --seeds 5 --workers 2 --out runs/patients

  The same by what holds for tables unless told:
    $ ebit train --data patients.csv --label outcome --columns A=age,weight --columns B=dose,marker

  A table with gaps, words, decimal commas and old letters:
    $ ebit train --data t.csv --label y --missing median --words onehot --decimal comma --encoding latin1

  Three parties in a row, the second ebit imperfect:
    $ ebit train --data t.csv --columns A=a,b --columns B=c,d --columns C=e,f --ebits A.0:B.0,B.1:C.0@0.9

  Four parties around a ring, an ebit an edge; the parity of CHSH games around it:
    $ ebit train --data clusters --parties 4 --topology ring --depth 2
    $ ebit train --data chsh-ring --parties 4 --topology ring --weights parity

  Settings from a file, one of them overridden:
    $ ebit train --config run.yaml --seed 8

The file holds a task, in parts, with what does not fit on a line:
    data: { kind: clusters, seed: 1 }
    network:
      processors:
        - { name: A, qubits: 4, readoutError: 0.01 }
        - { name: B, qubits: 4 }
      ebits:
        - { between: [A.0, B.0], fidelity: 0.95 }
        - { between: [A.1, B.1], weights: { phiPlus: 0.9, phiMinus: 0.1, psiPlus: 0, psiMinus: 0 } }
    model: { depth: 10 }
    training:
      optimiser: { kind: adam, learningRate: 0.1 }
      schedule: { kind: cosine, warmUp: 50 }
    run: { seeds: 5, workers: 2 }
A file without parts, by the flags' names in camel case, is read too.

Unless told, a table goes to a circuit that reads its columns again in every layer (--circuit reuploading), on up to
two qubits a party, all of them read out, trained by the logistic loss in 600 steps, at a rate that falls from 0.05,
with its angles kept small.
A --depth, --pairs or --circuit qcnn asks for the circuit that other data have, one qubit a column.

The folder of a run holds config.json (every setting; --config reads it again), metrics.jsonl (the accuracies on the
way), model.json (for predict, evaluate and draw) and summary.json. Ctrl-C leaves a checkpoint; --resume goes on from
it, and the result is the same, bit for bit, as without the interruption.`;
