import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { fileFailure } from '../node/files.js';

/** How a file may be sent; `identity` is as it is. */
type Encoding = 'br' | 'gzip' | 'identity';

/** What the files of a page are, by the ends of their names. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** Nearly as small as brotli gets, in a tenth of the time. */
const BROTLI_QUALITY = 9;

const compress: Readonly<Record<Encoding, (content: Buffer) => Promise<Buffer>>> = {
  br: (content) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: promisify(gzip),
  identity: async (content) => content,
};

/** A file of the page, in memory. */
interface PageFile {
  readonly type: string;
  /** Changes with the content, and with nothing else. */
  readonly tag: string;
  /** Its bytes in an encoding, found once. */
  encoded(encoding: Encoding): Promise<Buffer>;
}

function pageFile(path: string): PageFile {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    throw fileFailure(error, 'read', path);
  }
  const known = new Map<Encoding, Promise<Buffer>>();
  return {
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    tag: createHash('sha256').update(content).digest('base64url').slice(0, 22),
    encoded(encoding) {
      const found = known.get(encoding) ?? compress[encoding](content);
      known.set(encoding, found);
      return found;
    },
  };
}

/**
 * Returns the smallest encoding that a client takes, by its `Accept-Encoding`: `br` before `gzip` before the file as it is.
 *
 * @param accepted - such as `gzip, deflate, br;q=0.5`; a quality of 0 refuses. What is not named is not sent
 */
export function chosenEncoding(accepted: string): Encoding {
  const taken = accepted.split(',').flatMap((part) => {
    const [name, ...settings] = part.split(';').map((word) => word.trim().toLowerCase());
    return settings.some((setting) => /^q=0(\.0*)?$/.test(setting)) ? [] : [name];
  });
  return (['br', 'gzip'] as const).find((encoding) => taken.includes(encoding)) ?? 'identity';
}

/**
 * Returns what answers requests for the files of a folder, which it reads once: compressed where the client takes that, with a
 * tag by which a browser that has a file already asks only whether it is still the same.
 *
 * @throws EbitError 'file' if a file cannot be read
 */
export function pageServer(folder: string): RequestListener {
  const files = new Map(readdirSync(folder).map((name) => [`/${name}`, pageFile(join(folder, name))]));
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return async (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    const { method = '', headers } = request;
    if (method !== 'GET' && method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const file = files.get((request.url ?? '').split('?')[0]);
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const encoding = chosenEncoding(String(headers['accept-encoding'] ?? ''));
    const tag = `"${file.tag}-${encoding}"`;
    response.setHeader('ETag', tag);
    response.setHeader('Vary', 'Accept-Encoding');
    // It may be kept, and is to be asked for again: another version of ebit may serve at the same address.
    response.setHeader('Cache-Control', 'no-cache');
    const had = String(headers['if-none-match'] ?? '')
      .split(',')
      .map((one) => one.trim().replace(/^W\//, ''));
    if (had.includes(tag)) {
      response.writeHead(304).end();
      return;
    }
    const content = await file.encoded(encoding);
    response.setHeader('Content-Type', file.type);
    if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
    response.setHeader('Content-Length', content.length);
    response.writeHead(200).end(method === 'HEAD' ? undefined : content);
  };
}
