import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileFailure, isFolder, makeFolder, makeFolderOf, readText, writeWhole } from '../../src/node/files.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { refusal } from '../refusal.js';

const folder = temporaryFolder();
const file = join(folder, 'file.txt');
writeFileSync(file, 'here');

describe('what the operating system says', () => {
  test.each([
    ['ENOSPC', 'disk', 'the disk is full; free some space'],
    ['EDQUOT', 'disk', 'quota'],
    ['EIO', 'disk', 'reported an error'],
    ['EACCES', 'file', 'may not write there'],
    ['EROFS', 'file', 'read-only'],
    ['ENOENT', 'file', 'does not exist'],
    ['ENOTDIR', 'file', 'is a file, not a folder'],
    ['EISDIR', 'file', 'is a folder; name a file in it'],
    ['EWHATEVER', 'file', 'as it said itself; check the path'],
  ])('%s becomes a code and a mend', (code, kind, message) => {
    const cause = Object.assign(new Error('as it said itself'), { code });
    const error = fileFailure(cause, 'write', 'x');
    expect(error.code).toBe(kind);
    expect(error.message).toContain(message);
    expect(error.message.startsWith('Cannot write "x": ')).toBe(true);
    expect(error.cause).toBe(cause);
  });
});

describe('reading', () => {
  test('gives the text', () => expect(readText(file)).toBe('here'));

  test.each([
    ['nothing there', join(folder, 'none'), 'there is no such file'],
    ['a folder', folder, 'it is a folder'],
    ['below a file', join(file, 'x'), 'a part of the path is a file'],
  ])('%s is refused', (_, path, message) => {
    const error = refusal(() => readText(path));
    expect(error.code).toBe('file');
    expect(error.message).toContain(message);
  });
});

describe('writing whole', () => {
  test('makes and replaces files, and leaves nothing beside them', () => {
    const own = join(folder, 'own');
    mkdirSync(own);
    writeWhole(join(own, 'a'), 'one');
    writeWhole(join(own, 'a'), Uint8Array.of(0, 255));
    expect([...readFileSync(join(own, 'a'))]).toEqual([0, 255]);
    expect(readdirSync(own)).toEqual(['a']);
  });

  test('what cannot be written leaves what was there', () => {
    const error = refusal(() => writeWhole(folder, 'x'));
    expect(error.code).toBe('file');
    expect(isFolder(folder)).toBe(true);
    expect(refusal(() => writeWhole(join(file, 'x'), 'x')).message).toContain('a part of the path is a file');
    expect(refusal(() => writeWhole(join(folder, 'none', 'x'), 'x')).message).toContain('does not exist');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('a link stays a link', () => {
    const link = join(folder, 'link');
    writeFileSync(join(folder, 'target'), 'old');
    symlinkSync(join(folder, 'target'), link);
    writeWhole(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readText(join(folder, 'target'))).toBe('new');
  });

  test('a device is written to, not replaced', () => {
    writeWhole('/dev/null', 'x');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(refusal(() => writeWhole('/dev/full', 'x')).code).toBe('disk');
  });
});

describe('making folders', () => {
  test('makes those above too, and is content with what is there', () => {
    makeFolder(join(folder, 'a/b/c'));
    makeFolder(join(folder, 'a/b/c'));
    makeFolderOf(join(folder, 'd/e.txt'));
    expect([join(folder, 'a/b/c'), join(folder, 'd')].every(isFolder)).toBe(true);
  });

  test('below a file is refused', () => {
    const error = refusal(() => makeFolder(join(file, 'x', 'y')));
    expect(error.code).toBe('file');
    expect(error.message).toContain(`Cannot write "${file}": there is a file where a folder is needed`);
  });

  test('where none can be made comes to an end', () => {
    expect(refusal(() => makeFolder('/proc/ebit/x')).code).toBe('file');
  });
});
