import { describe, expect, it } from 'vitest';
import { parameter } from '../../../../src/circuit/angle.js';
import { circuit } from '../../../../src/circuit/builder.js';
import { classifier } from '../../../../src/models/classifier.js';
import { customCircuit } from '../../../../src/models/custom-circuit.js';
import { qcnn } from '../../../../src/models/qcnn.js';
import { reuploading } from '../../../../src/models/reuploading.js';
import { bellNetwork } from '../../../../src/network/bell-network.js';
import { network } from '../../../../src/network/network.js';
import { circuitGroups } from '../../../../src/playground/panels/circuit/groups.js';
import { operationWords } from '../../../operation-words.js';

const bell1 = (mixing: number, depth: number, qubits = 4) =>
  classifier({
    network: bellNetwork({ ebits: 1, qubits }),
    mixing: { layers: mixing },
    circuit: qcnn({ depth }),
  });

describe('circuitGroups', () => {
  it('names the stages of the four-qubit circuit, with every operation in one of them', () => {
    const model = bell1(2, 3);
    const groups = circuitGroups(model);
    expect(groups.map(({ key, title, layers }) => [key, title, layers.length])).toEqual([
      ['mixing', 'Mixing, 2 layers', 2],
      ['embedding', 'Embedding', 1],
      ['conv1', 'Conv on 4 qubits, 3 layers', 3],
      ['pool1', 'Pool', 1],
      ['conv2', 'Conv on 2 qubits, 3 layers', 3],
      ['pool2', 'Pool', 1],
      ['readout', 'Readout', 1],
    ]);
    model.programs.forEach(({ mixing, embedding, trainable }, processor) => {
      const whole = [mixing, embedding.kind === 'circuit' ? embedding.circuit : null, trainable];
      const all = groups.flatMap(({ layers }) => layers.flatMap((layer) => layer[processor]));
      expect(all).toEqual(whole.flatMap((part) => part?.operations ?? []));
    });
  });

  it('cuts layers where they end', () => {
    const groups = circuitGroups(bell1(0, 2));
    const of = (key: string) =>
      groups.find((group) => group.key === key)!.layers.map((layer) => operationWords(layer[1]));
    // Party B's angles follow the 24 of A.
    expect(of('conv2')).toEqual([
      ['h 1', 'h 3', 'z 3 if 1=1', 'rx(p40) 1', 'rx(p41) 3'],
      ['h 1', 'h 3', 'z 3 if 1=1', 'rx(p42) 1', 'rx(p43) 3'],
    ]);
    expect(of('pool2')).toEqual([
      ['measure 1', 'rz(p44) 3 when 1=0', 'rz(p45) 3 when 1=1', 'rx(p46) 3 when 1=0', 'rx(p47) 3 when 1=1'],
    ]);
    expect(of('readout')).toEqual([['measure 3']]);
    expect(of('conv1').map((layer) => [layer[3], layer.length])).toEqual([
      ['rx(p24) 0', 20],
      ['rx(p28) 0', 20],
    ]);
  });

  it('has no conv groups at depth 0, and one stage on two qubits', () => {
    expect(circuitGroups(bell1(0, 0, 2)).map(({ key }) => key)).toEqual(['embedding', 'pool1', 'readout']);
  });

  it('folds the layers that read the features again', () => {
    const model = classifier({
      network: bellNetwork({ ebits: 1 }),
      circuit: reuploading({ layers: 3, readout: 'pools' }),
    });
    expect(circuitGroups(model).map(({ key, title, layers }) => [key, title, layers.length])).toEqual([
      ['reuploading', 'Re-uploading, 3 layers', 3],
      ['pool1', 'Pool', 1],
      ['pool2', 'Pool', 1],
      ['readout', 'Readout', 1],
    ]);
  });

  it('keeps processors of other sizes side by side', () => {
    const uneven = network({
      processors: [
        { name: 'A', qubits: 2 },
        { name: 'B', qubits: 4 },
        { name: 'C', qubits: 1 },
      ],
    });
    const groups = circuitGroups(classifier({ network: uneven, circuit: qcnn({ depth: 1 }) }));
    const lengths = groups.map(({ key, title, layers }) => [key, title, ...layers[0].map(({ length }) => length)]);
    expect(lengths).toEqual([
      ['embedding', 'Embedding', 5, 12, 2],
      ['conv1', 'Conv, 1 layer', 5, 20, 0],
      ['pool1', 'Pool', 5, 10, 0],
      ['conv2', 'Conv on 2 qubits, 1 layer', 0, 5, 0],
      ['pool2', 'Pool', 0, 5, 0],
      ['readout', 'Readout', 1, 1, 1],
    ]);
  });

  it('adds the readout that a custom circuit leaves out, once', () => {
    const open = circuit(2).ry(parameter(0), 0).cx(0, 1);
    for (const own of [open, open.measure(1)]) {
      const model = classifier({
        network: bellNetwork({ ebits: 1, qubits: 2 }),
        circuit: customCircuit({ circuit: own, readout: 1 }),
      });
      const [, body, readout] = circuitGroups(model);
      expect(operationWords(body.layers[0][0])).toEqual(['ry(p0) 0', 'x 1 if 0=1']);
      expect(operationWords(readout.layers[0][0])).toEqual(['measure 1']);
    }
    const early = customCircuit({
      circuit: circuit(2)
        .measure(1)
        .when(1, 1, (then) => then.rx(parameter(0), 0)),
      readout: 1,
    });
    const model = classifier({ network: bellNetwork({ ebits: 1, qubits: 2 }), circuit: early });
    expect(circuitGroups(model)[2].layers[0]).toEqual([[], []]);
  });
});
