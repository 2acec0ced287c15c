// Asks a service on this machine again and again, by a few connections with one request at a time each, and prints what it
// found as JSON: node bench/service-load.mjs ADDRESS PATH BODY CONNECTIONS MILLISECONDS. A process of its own, so that it
// takes no time of the service's core.
import { connect } from 'node:net';

const [address, path, body, connections, milliseconds] = process.argv.slice(2);
const { hostname, port } = new URL(address);
const request = Buffer.from(
  body === ''
    ? `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`
    : `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
);

let [answered, failed] = [0, 0];
/** How long a whole answer is: all are alike, and one that comes in a piece of this length is not looked into. */
let usual = -1;
const [TWO, STATUS] = ['2'.charCodeAt(0), 'HTTP/1.1 '.length];
const start = performance.now();
const end = start + Number(milliseconds);

/** How many bytes an answer has, from its head; null before that is whole. */
function lengthOf(text) {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return null;
  const length = /content-length: (\d+)/i.exec(text.slice(0, head));
  return head + 4 + Number(length?.[1] ?? 0);
}

function lane() {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let text = '';
    const next = () => (performance.now() < end ? socket.write(request) : socket.end());
    socket.on('connect', next);
    socket.on('data', (piece) => {
      if (text === '' && piece.length === usual && piece[STATUS] === TWO) {
        answered += 1;
        next();
        return;
      }
      text += piece.latin1Slice();
      const length = lengthOf(text);
      if (length === null || text.length < length) return;
      if (text.startsWith('HTTP/1.1 200')) {
        answered += 1;
        usual = length;
      } else failed += 1;
      text = text.slice(length);
      next();
    });
    socket.on('error', () => {
      failed += 1;
    });
    socket.on('close', resolve);
    setTimeout(() => socket.destroy(), Number(milliseconds) + 5000).unref();
  });
}

await Promise.all(Array.from({ length: Number(connections) }, lane));
const seconds = (performance.now() - start) / 1000;
process.stdout.write(`${JSON.stringify({ answered, failed, rate: answered / seconds })}\n`);
