import { describe, expect, test } from 'vitest';
import { fromOpenQasm } from '../../../src/circuit/read-open-qasm/read.js';
import { refusal } from '../../refusal.js';

const head = 'OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[2] q;\nbit[2] c;\n';

/** Everything from line 5 on is the case's own. */
describe('what no circuit here can be is refused by line, column and name', () => {
  test.each<[string, string, string, string?]>([
    ['cxx q[0], q[1];', 'Line 5, column 1: There is no gate "cxx". Did you mean "cx"?', 'a gate'],
    ['x q[0];\n  foo(1) q;', 'Line 6, column 3: There is no gate "foo". Define it, or include', 'a gate far from all'],
    ['x q[2];', 'Line 5, column 3: q has the index 2; give an integer from 0 to 1.', 'an index', 'range'],
    ['x r;', 'Line 5, column 3: There is no register of qubits "r". Did you mean "q"?', 'a register'],
    ['x c[0];', 'There is no register of qubits "c".', 'a bit as a qubit'],
    ['cx q[0], q[0];', 'Line 5, column 10: cx names a qubit twice', 'one qubit twice'],
    ['cx q, q;', 'cx names a qubit twice', 'a register twice'],
    ['x q[0], q[1];', 'x acts on 1 qubit(s), its controls among them, but 2 are given.', 'too many qubits'],
    ['rx q[0];', 'rx takes 1 angle(s), but 0 are given.', 'no angle'],
    ['qubit[3] r; cx q, r;', 'cx is given registers of 2 and 3; give equal ones.', 'registers of two sizes'],
    ['qubit[30] r;', 'With r the program has 32 qubits; the limit is 24.', 'too many', 'memory'],
    ['measure q[0]; x q[0];', 'x acts on q[0], which is measured already', 'a measured qubit', 'measured'],
    ['x q[0]; reset q[0];', 'q[0] is reset after it was used', 'a used qubit'],
    ['if (c[0]) x q[1];', 'c[0] has no value yet; measure into it before.', 'a bit without a value'],
    [
      'c[0] = measure q[0]; if (c[0]) { c[1] = measure q[1]; }',
      'A measurement stands inside an if',
      'a measurement in an if',
    ],
    ['c[0] = measure q[0]; if (c == 4) x q[1];', '2 bit(s) are never 4', 'a value too large'],
    ['c[0] = measure q[0]; if (c[0] || c[1]) x q[1];', 'joined by "||" are not read', 'or'],
    ['c = measure q; if (c == "01") x q;', 'is not 2 equal digits 0 or 1', 'a text of bits'],
    [
      'c = measure q; if (c == 1) barrier; else barrier;',
      'The opposite of 2 conditions together',
      'else of a register',
    ],
    ['c[0] = 1;', 'A bit is given "1"; only measurements are read.', 'an assignment'],
    ['bit[3] d = measure q;', '2 qubit(s) are measured into 3 bit(s)', 'too many bits'],
    ['for int i in [0:1] { x q[i]; }', '"for" is not read. Loops are not read; write the gates out.', 'a loop'],
    ['float a = 1;', '"float" is not read; circuits have gates', 'a variable'],
    ['let a = q;', '"let" is not read.', 'an alias'],
    ['opaque g q;', '"opaque" is not read.', 'opaque'],
    ['delay[10ns] q;', '"delay" is not read', 'time'],
    ['x $0;', 'Qubits of a machine, such as $0, are not read', 'a qubit of a machine'],
    ['x q[0:1];', 'Ranges of indices are not read', 'a range'],
    ['include "other.inc";', 'The file "other.inc" is not known', 'a header'],
    ['include "qelib1.inc";', 'define gates of the same names', 'both headers'],
    ['OPENQASM 3.0;', 'The version stands first', 'a version behind others'],
    ['rx(sin(1, 2)) q;', 'sin takes 1 number(s), but 2 are given.', 'a function'],
    ['rx(sine(1)) q;', 'There is no function "sine"; there are sin, cos', 'an unknown function'],
    ['rx(a) q;', 'There is no number "a" here', 'an unknown number'],
    ['rx(3/2) q;', '3/2 divides two integers', 'a division of integers'],
    ['rx(1/0) q;', 'divided by 0', 'a division by 0', 'not-finite'],
    ['rx(sqrt(-1)) q;', 'An expression comes to NaN', 'no number', 'not-finite'],
    ['rx(1e999) q;', 'The number 1e999 is beyond all floats', 'a number beyond floats', 'not-finite'],
    ['rx(1e200) q;', 'Line 5, column 1: A constant angle is 1e+200', 'a number beyond angles', 'range'],
    ['rx(2**-1) q;', 'An integer is raised to -1', 'a power of an integer'],
    ['rx(10ns) q;', '"10ns" is no number of radians', 'a unit'],
    ['rx(1.2.3) q;', 'is no number of radians', 'two points'],
    ['input float a; input float b; rx(a*b) q;', 'Two trainable inputs are multiplied', 'two parameters multiplied'],
    ['input float a; rx(sin(a)) q;', 'What sin is given depends on an input', 'an input in a function'],
    ['input float a; rx(1/a) q;', 'An input stands behind "/"', 'an input below'],
    ['input float theta1000000;', 'is parameter 1000000; the limit is 999999', 'a parameter too many', 'range'],
    ['input int n;', 'The input "n" is of type int', 'an input that is no angle'],
    ['const float[32] a = 1;', 'A constant of float[32] would be rounded', 'a short constant'],
    ['const angle a = -1;', 'A constant angle of -1 would be turned', 'a negative angle'],
    ['const uint a = -1;', '-1 is no uint', 'a negative uint'],
    ['pow(0.5) @ x q[0];', 'pow(0.5) is no whole power', 'a broken power'],
    ['ctrl(0) @ x q[0];', 'ctrl(0) asks for 0 controls', 'no controls'],
    ['gate g q { g q; } g q;', 'g stands in its own definition', 'a gate in itself'],
    ['gate g q { x r; }', 'g has no qubit "r".', 'a qubit of no definition'],
    ['gate g(a, a) q { }', 'The name "a" is taken already', 'an angle twice'],
    ['gate g q { x q[0]; }', '"q" is one qubit in a definition', 'an index in a definition'],
    ['gate g q { x q;', 'The body of g never ends', 'an open definition'],
    ['gate g q { } gate g q { }', 'The name "g" is taken already', 'a gate twice'],
    ['qubit pi;', 'The name "pi" is taken already', 'a name of a constant'],
    ['qubit if;', 'The name "if" is taken already', 'a word of the language'],
    ['x q[0]', 'There is the end of the program where ";" should end the call of x', 'no semicolon'],
    ['rx((1 q[0];', 'where ")" should close the parenthesis', 'an open parenthesis'],
    [`rx(${'('.repeat(400)}1${')'.repeat(400)}) q;`, 'An expression is more than 200 deep', 'parentheses too deep'],
    ['/* x', 'Line 5, column 1: A comment begins here and never ends', 'an open comment'],
    ['include "a', 'no quote closes it on its line', 'an open text'],
    ['x q[0]; §', 'Line 5, column 9: There is "§", and OpenQASM has no such character', 'a character'],
    [`${'a'.repeat(1001)} q;`, 'has more than 1000 letters', 'a long name'],
    ['@bind x q[0];', 'There is "@" where a statement should begin', 'an annotation'],
  ])('%s', (line, part, _, code = 'circuit') => {
    const error = refusal(() => fromOpenQasm(head + line));
    expect(error.message).toContain(part);
    expect(error.message).toMatch(/^Line \d+, column \d+: /);
    expect(error.code).toBe(code);
  });
});

test('gates of qelib1.inc under a control of OpenQASM 3 have no phase that is known', () => {
  const program = 'OPENQASM 3.0;\ninclude "qelib1.inc";\nqubit[2] q;\nctrl @ u3(1, 2, 3) q[0], q[1];';
  expect(refusal(() => fromOpenQasm(program)).message).toContain(
    'which that header leaves open; include "stdgates.inc"',
  );
  expect(fromOpenQasm(program.replace('ctrl @ u3', 'cu3')).circuit.operations.length).toBe(3);
});

test('words of OpenQASM 3 are names in 2.0, and the other way round they are refused', () => {
  const program =
    'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg input[1];\nqreg tau[1];\ngate let a { x a; }\nlet input[0];';
  expect(fromOpenQasm(program).qubits).toEqual(['input[0]', 'tau[0]']);
  expect(refusal(() => fromOpenQasm('OPENQASM 2.0; qubit[2] q;')).code).toBe('circuit');
  expect(refusal(() => fromOpenQasm('OPENQASM 2.0; qreg q;')).message).toContain('qreg says no size');
});

test('what is no program', () => {
  expect(refusal(() => fromOpenQasm('')).message).toBe(
    'Line 1, column 1: The program declares no qubit; write qubit[2] q;',
  );
  expect(refusal(() => fromOpenQasm('OPENQASM 4;')).message).toContain('OpenQASM "4" is not read');
  expect(refusal(() => fromOpenQasm(7 as never)).message).toBe('The program is 7; give its text.');
  expect(refusal(() => fromOpenQasm('x'.repeat(32_000_001))).message).toContain(
    '32000001 characters; the limit is 32000000.',
  );
  expect(refusal(() => fromOpenQasm('', { features: ['a', 'a'] })).message).toContain('give a list of different names');
  expect(refusal(() => fromOpenQasm('', { feature: [] } as never)).message).toContain('Did you mean "features"?');
});
