// Requests as nobody should send them, by number: the same of a number every time.
import { type Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { type RandomStream, randomStream } from '../../src/random.js';

/** How a request ended: with a status, or with the connection closed. */
export interface Ending {
  readonly kind: string;
  /** Null where the connection was closed without an answer. */
  readonly status: number | null;
  readonly body: string;
}

/** Where requests go. */
interface Target {
  readonly host: string;
  readonly port: number;
}

export const flower = { petal_length: 1.4, petal_width: 0.2, sepal_length: 5.1, sepal_width: 3.5 };

/** Sends a body and waits for its answer. */
export function post(
  target: Target,
  agent: Agent,
  body: string | Buffer,
  headers = {},
  path = '/predict',
): Promise<Ending> {
  return new Promise((resolve) => {
    const closed = (): void => resolve({ kind: 'post', status: null, body: '' });
    const sent = httpRequest(
      { ...target, agent, path, method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ kind: 'post', status: answer.statusCode ?? null, body: Buffer.concat(parts).toString() }),
        );
        answer.on('error', closed);
      },
    );
    // A body that is too large may be answered and cut off while it is sent.
    sent.on('error', closed);
    sent.setTimeout(20_000, () => sent.destroy());
    sent.end(body);
  });
}

/** Writes bytes to a connection, breaks it off if told to, and waits until there is an answer or it is closed. */
function raw({ host, port }: Target, pieces: readonly string[], pause: number, breaksOff: boolean): Promise<Ending> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    let text = '';
    const end = (): void => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
      resolve({ kind: 'raw', status: status === undefined ? null : Number(status), body: text });
    };
    socket.setEncoding('latin1').on('data', (piece: string) => {
      text += piece;
      // The first answer says enough.
      if (text.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', end);
    socket.setTimeout(20_000, () => socket.destroy());
    let at = 0;
    const next = (): void => {
      if (socket.destroyed) return;
      if (at < pieces.length) {
        socket.write(pieces[at], 'latin1');
        at += 1;
        setTimeout(next, pause);
      } else if (breaksOff) socket.destroy();
    };
    socket.on('connect', next);
  });
}

/** Values where a number belongs. */
const VALUES: readonly unknown[] = [
  'NaN',
  'nan',
  'Infinity',
  '-inf',
  '',
  ' ',
  '1,5',
  '0x10',
  '2026-01-01',
  '9007199254740993',
  null,
  true,
  false,
  [],
  {},
  [1],
  { valueOf: 1 },
  1e308,
  -1e308,
  1e-320,
  '1e999',
  'x'.repeat(5000),
  '\u0000',
  '😀',
  { toString: 'a' },
  { length: 1e9 },
];

const BODIES: readonly unknown[] = [
  null,
  1,
  'rows',
  [],
  {},
  { rows: null },
  { rows: {} },
  { rows: [] },
  { rows: [null] },
  { rows: [1] },
  { rows: [[1, 2, 3, 4]] },
  { rows: 'x' },
  { rows: [{}] },
  { rows: new Array(1001).fill(flower) },
  { row: [flower] },
  { rows: { length: 1 } },
  { rows: [flower, 'x'] },
  { rows: [{ ...flower, petal_width: undefined }] },
  { rows: [{ Petal_Width: 1 }] },
];

const RAW: readonly string[] = [
  'GET /predict HTTP/1.1\r\nHost: a\r\n\r\n',
  'POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{"row',
  'POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: -5\r\n\r\n{}',
  'POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n',
  'POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
  'POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}',
  'POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: \u0001\r\nContent-Length: 2\r\n\r\n{}',
  'BREW /coffee HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET /%00%ff%zz/../..// HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000',
  `GET /health HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(40_000)}\r\n\r\n`,
  'GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
  'POST /predict HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
];

/** Sends the hostile request of a number. */
export async function hostileRequest(target: Target, agent: Agent, number: number): Promise<Ending> {
  const stream = randomStream(number, 'hostile');
  const pick = picker(stream);
  const kind = ['malformed', 'values', 'bodies', 'deep', 'huge', 'raw', 'broken off', 'mutated'][pick(8)];
  return { ...(await sent(kind, target, agent, pick)), kind };
}

/** Draws whole numbers below a bound, one after another. */
function picker(stream: RandomStream): (below: number) => number {
  let drawn = 0;
  return (below) => Math.floor(stream.uniform(drawn++) * below);
}

function sent(kind: string, target: Target, agent: Agent, pick: (below: number) => number): Promise<Ending> {
  const good = JSON.stringify({ rows: [flower] });
  switch (kind) {
    case 'malformed':
      return post(target, agent, good.slice(0, pick(good.length)));
    case 'values': {
      const name = Object.keys(flower)[pick(4)];
      return post(target, agent, JSON.stringify({ rows: [{ ...flower, [name]: VALUES[pick(VALUES.length)] }] }));
    }
    case 'bodies':
      return post(target, agent, JSON.stringify(BODIES[pick(BODIES.length)]) ?? '');
    case 'deep': {
      const depth = 1 + pick(100_000);
      const [open, close] = [
        ['[', ']'],
        ['{"rows":', '}'],
        ['{"rows":[{"petal_width":', '}]}'],
      ][pick(3)];
      return post(target, agent, open.repeat(depth / 8) + 1 + close.repeat(depth / 8));
    }
    case 'huge':
      // Mostly large for a request; now and then larger than what is taken.
      return post(target, agent, `{"rows":"${'x'.repeat(pick(20) === 0 ? 1_500_000 : pick(50_000))}"}`);
    case 'raw':
      return raw(target, [RAW[pick(RAW.length)]], 0, false).then((ending) => ending);
    case 'broken off': {
      const whole = `POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${good.length}\r\n\r\n${good}`;
      const cut = pick(whole.length);
      return raw(target, [whole.slice(0, cut), whole.slice(cut, cut + pick(3))], 2, true);
    }
    default: {
      const bytes = Buffer.from(good);
      for (let i = 0; i <= pick(6); i++) bytes[pick(bytes.length)] = pick(256);
      return post(target, agent, bytes);
    }
  }
}

/** Sends a request so slowly that no service waits for it. */
export function slowRequest(target: Target, part: 'head' | 'body'): Promise<Ending> {
  const head = 'POST /predict HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 500\r\n';
  const pieces = part === 'head' ? [...head] : [`${head}\r\n`, ...'{"rows":[{'.repeat(30)];
  return raw(target, pieces, 300, false);
}
