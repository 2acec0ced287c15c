// Amplitudes of circuits in other simulators that npm has: the same gates one after another, the whole state read out.
//
//     node javascript.mjs FOLDER      requests as JSON lines on stdin, answers as JSON lines on stdout
//
// FOLDER is where `npm ci` was run in a copy of this folder, or this one. A request names a peer and a
// problem file with the number of qubits and the gates, [name, qubits, angle] each; an answer has the amplitudes as [re, im] of every basis state, qubit 0 the most
// significant bit as in ours, and the microseconds of every repetition. Each peer counts bits from the other end or in words of
// its own, and is turned round here. Whatever a peer can prepare is prepared before it is timed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

// Older Nodes have no Float16Array, which jax-js asks about for every array it is given.
globalThis.Float16Array ??= class {};

const folder = resolve(process.argv[2] ?? '.');
const install = createRequire(pathToFileURL(join(folder, 'package.json')));
const packageFolder = (name) => join(folder, 'node_modules', name);
const versionOf = (name) => JSON.parse(readFileSync(join(packageFolder(name), 'package.json'), 'utf8')).version;
const load = (name, file) => import(pathToFileURL(join(packageFolder(name), file)));

/** The bits of a number of so many bits in the opposite order. */
function reversed(index, bits) {
  let turned = 0;
  for (let i = 0; i < bits; i++) turned = 2 * turned + ((index >> i) & 1);
  return turned;
}

/** A list of [re, im] from what says the amplitude of an index, or nothing where it is 0. */
const listed = (qubits, amplitude) =>
  Array.from({ length: 1 << qubits }, (_, k) => {
    const { re = 0, im = 0 } = amplitude(k) ?? {};
    return [re, im];
  }).flat();

/** quantum-circuit: a table of gates, a sparse state whose first qubit is the least significant bit. */
function quantumCircuit() {
  const QuantumCircuit = install('quantum-circuit');
  return ({ qubits, gates }) => {
    const program = new QuantumCircuit(qubits);
    for (const [name, wires, angle] of gates) {
      const options = angle === null ? {} : { params: name === 'rz' ? { phi: angle } : { theta: angle } };
      program.appendGate(name, wires, options);
    }
    return {
      run: () => program.run(),
      amplitudes: () => listed(qubits, (k) => program.state[reversed(k, qubits)]),
    };
  };
}

/** jsqubits: states that never change, bit 0 the least significant. */
function jsqubits() {
  const { QState } = install('jsqubits').jsqubits;
  const verbs = { rx: 'rotateX', ry: 'rotateY', rz: 'rotateZ' };
  return ({ qubits, gates }) => {
    const bit = (qubit) => qubits - 1 - qubit;
    let state = null;
    return {
      run() {
        state = QState.fromBits('0'.repeat(qubits));
        for (const [name, [a, b], angle] of gates) {
          if (name === 'cx') state = state.cnot(bit(a), bit(b));
          else if (name === 'cz') state = state.controlledZ(bit(a), bit(b));
          else state = state[verbs[name]](bit(a), angle);
        }
        return state;
      },
      amplitudes() {
        return listed(qubits, (k) => {
          const found = state.amplitude(k);
          return { re: found.real, im: found.imaginary };
        });
      },
    };
  };
}

/** qsharp-lang: Q# compiled and run on its sparse simulator, and told by DumpMachine; compiling is a part of every run. */
async function qsharp() {
  const lang = await load('qsharp-lang', 'dist/browser.js');
  const { buffer, byteOffset, byteLength } = readFileSync(
    join(packageFolder('qsharp-lang'), 'lib/web/qsc_wasm_bg.wasm'),
  );
  await lang.loadWasmModule(buffer.slice(byteOffset, byteOffset + byteLength));
  const compiler = await lang.getCompiler();
  const words = { rx: 'Rx', ry: 'Ry', rz: 'Rz', cx: 'CNOT', cz: 'CZ' };
  const literal = (x) => (Number.isInteger(x) ? `${x}.0` : String(x));
  return ({ qubits, gates }) => {
    const lines = gates.map(([name, wires, angle]) => {
      const given = [...(angle === null ? [] : [literal(angle)]), ...wires.map((wire) => `q[${wire}]`)];
      return `${words[name]}(${given.join(', ')});`;
    });
    const text = `namespace Peer { operation Main() : Unit { use q = Qubit[${qubits}]; ${lines.join(' ')} Std.Diagnostics.DumpMachine(); ResetAll(q); } }`;
    let state = null;
    return {
      async run() {
        const target = new lang.QscEventTarget(false);
        target.addEventListener('DumpMachine', ({ detail }) => {
          state = detail.state;
        });
        target.addEventListener('Result', ({ detail }) => {
          if (!detail.success) throw new Error(JSON.stringify(detail.value));
        });
        const program = { sources: [['peer.qs', text]], languageFeatures: [] };
        await compiler.run(program, 'Peer.Main()', 1, target);
      },
      amplitudes: () =>
        listed(qubits, (k) => {
          const [re, im] = state[`|${k.toString(2).padStart(qubits, '0')}⟩`] ?? [0, 0];
          return { re, im };
        }),
    };
  };
}

/**
 * jax-js: [re and im, qubits before, the qubit, qubits behind] times a real matrix of 4 by 4 a rotation, signs for CZ, all
 * compiled by `jit` on its WebAssembly backend in float64.
 */
async function jaxJs() {
  const jax = await load('@jax-js/jax', 'dist/index.js');
  const { numpy } = jax;
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  const float64 = (values) => numpy.array(values, { dtype: numpy.float64 });
  const turns = {
    rx: (c, s) => [
      [
        [c, 0],
        [0, c],
      ],
      [
        [0, -s],
        [-s, 0],
      ],
    ],
    ry: (c, s) => [
      [
        [c, -s],
        [s, c],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    ],
    rz: (c, s) => [
      [
        [c, 0],
        [0, c],
      ],
      [
        [-s, 0],
        [0, s],
      ],
    ],
  };
  const root = Math.SQRT1_2;
  const hadamard = [
    [
      [root, root],
      [root, -root],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ];
  return ({ qubits, gates }) => {
    const size = 1 << qubits;
    /** The complex matrix a + i b on (re, im) x bit: re' = a re - b im, im' = b re + a im. */
    const real = ([a, b]) =>
      float64(
        [0, 1].flatMap((part) =>
          [0, 1].map((i) =>
            [0, 1].flatMap((of) => [0, 1].map((j) => (part === of ? a[i][j] : part === 0 ? -b[i][j] : b[i][j]))),
          ),
        ),
      );
    const signs = ([a, b]) =>
      float64(
        Array.from({ length: 2 * size }, (_, k) =>
          (k >> (qubits - 1 - a)) & 1 && (k >> (qubits - 1 - b)) & 1 ? -1 : 1,
        ),
      ).reshape([2, size]);
    const steps = gates.flatMap(([name, wires, angle]) => {
      if (name === 'cz') return [{ signs: signs(wires) }];
      const on = (matrix, qubit) => ({ matrix: real(matrix), qubit });
      if (name === 'cx') return [on(hadamard, wires[1]), { signs: signs(wires) }, on(hadamard, wires[1])];
      return [on(turns[name](Math.cos(angle / 2), Math.sin(angle / 2)), wires[0])];
    });
    const program = jax.jit((first) => {
      let state = first;
      for (const step of steps) {
        if (step.signs) {
          state = state.mul(step.signs.ref);
          continue;
        }
        const left = 1 << step.qubit;
        const right = size / 2 / left;
        const columns = numpy.transpose(state.reshape([2, left, 2, right]), [0, 2, 1, 3]).reshape([4, left * right]);
        const turned = numpy.matmul(step.matrix.ref, columns).reshape([2, 2, left, right]);
        state = numpy.transpose(turned, [0, 2, 1, 3]).reshape([2, size]);
      }
      return state;
    });
    const start = Float64Array.from({ length: 2 * size }, (_, k) => (k === 0 ? 1 : 0));
    let state = null;
    return {
      run() {
        state = program(float64(start).reshape([2, size])).dataSync();
        return state;
      },
      amplitudes: () => listed(qubits, (k) => ({ re: state[k], im: state[size + k] })),
    };
  };
}

const makers = { 'quantum-circuit': quantumCircuit, jsqubits, 'qsharp-lang': qsharp, '@jax-js/jax': jaxJs };
const makings = new Map();
const prepared = new Map();

async function answer({ peer, problem: path, repetitions }) {
  if (!makings.has(peer)) makings.set(peer, await makers[peer]());
  const key = `${peer} ${path}`;
  if (!prepared.has(key)) {
    const problem = JSON.parse(readFileSync(path, 'utf8'));
    if (problem.format !== 'ebit-bench-problem' || problem.kind !== 'state') throw new Error(`${path} is no state.`);
    const program = makings.get(peer)(problem);
    await program.run();
    prepared.set(key, { program, amplitudes: program.amplitudes() });
  }
  const { program, amplitudes } = prepared.get(key);
  const microseconds = [];
  for (let i = 0; i < repetitions; i++) {
    const start = performance.now();
    await program.run();
    microseconds.push((performance.now() - start) * 1000);
  }
  return { peer, samples: 1, amplitudes, microseconds };
}

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
say({ versions: Object.fromEntries(Object.keys(makers).map((name) => [name, versionOf(name)])) });
for await (const line of createInterface({ input: process.stdin })) say(await answer(JSON.parse(line)));
