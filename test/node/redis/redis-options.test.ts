import { describe, expect, test } from 'vitest';
import { checkedPrefix, holdsPassword, redisAddress } from '../../../src/node/redis/redis-options.js';

describe('an address', () => {
  test('is taken apart', () => {
    expect(redisAddress({ url: 'rediss://me:p%40ss@[::1]:7000/3' })).toEqual({
      host: '::1',
      port: 7000,
      user: 'me',
      password: 'p@ss',
      database: 3,
      isSecure: true,
      shown: 'rediss://[::1]:7000/3',
    });
    const { host, port, user, password, database, shown } = redisAddress({ url: 'redis://here' });
    expect([host, port, user, password, database]).toEqual(['here', 6379, undefined, undefined, 0]);
    expect(shown).toBe('redis://here:6379');
  });

  test('is given a password from elsewhere', () => {
    expect(redisAddress({ url: 'redis://:one@here', password: 'two' }).password).toBe('two');
    expect(holdsPassword('redis://:one@here')).toBe(true);
    expect(holdsPassword('redis://here')).toBe(false);
  });

  test.each([
    '',
    'here:6379',
    'http://:secret@here',
    'redis://:secret@',
    'redis://:secret@here/x',
    'redis://:%secret@here',
  ])('that cannot be read is refused and not repeated: %s', (url) => {
    const message = /^The address of Redis cannot be read; give one such as redis:\/\/localhost:6379/;
    expect(() => redisAddress({ url })).toThrow(message);
    expect(() => redisAddress({ url })).not.toThrow(/secret/);
  });
});

test('a prefix is a word', () => {
  expect(checkedPrefix({ url: '' })).toBe('ebit');
  expect(checkedPrefix({ url: '', prefix: '{lab-1}.ebit' })).toBe('{lab-1}.ebit');
  for (const prefix of ['', 'a:b', 'a b', '*', 'x'.repeat(65), 3]) {
    expect(() => checkedPrefix({ url: '', prefix: prefix as string })).toThrow(/The prefix .* is none; give up to 64/);
  }
});
