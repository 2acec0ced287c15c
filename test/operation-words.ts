import type { Angle } from '../src/circuit/angle.js';
import type { Operation } from '../src/circuit/circuit.js';

function angleWord(angle: Angle): string {
  if (angle.kind === 'constant') return String(angle.value);
  if (angle.kind === 'parameter') return `p${angle.index}`;
  const factors = angle.factors.map(({ feature, offset, slope }) => `(${offset}+${slope}*x${feature})`);
  const trained = angle.kind === 'scaled' ? [`p${angle.index}`] : [];
  return [...trained, angle.scale, ...factors].join('*');
}

/** Operations as words that a person can write down and compare: `rx(p0) 1`, `z 1 if 0=1`, `rz(p2) 3 when 1=0`. */
export function operationWords(operations: readonly Operation[]): string[] {
  return operations.map((operation) => {
    if (operation.kind === 'measure') return `measure ${operation.qubit}`;
    if (operation.kind === 'channel') {
      const { channel, values, target, conditions } = operation;
      const held = conditions.flatMap(({ qubit, value }) => ['when', `${qubit}=${value}`]);
      return [`${channel}(${values.join(',')})`, target, ...held].join(' ');
    }
    const { gate, targets, controls, conditions, angle } = operation;
    return [
      angle === null ? gate : `${gate}(${angleWord(angle)})`,
      ...targets,
      ...controls.flatMap(({ qubit, value }) => ['if', `${qubit}=${value}`]),
      ...conditions.flatMap(({ qubit, value }) => ['when', `${qubit}=${value}`]),
    ].join(' ');
  });
}
