import { expect, test } from 'vitest';
import { isOver, LAST, later, leaped, type Playing, START } from '../../../../src/playground/scenes/wall/playing.js';
import { type Speed, speeds } from '../../../../src/playground/scenes/wall/settings.js';

function after(seconds: number, speed: Speed, from: Playing = START): Playing {
  let playing = from;
  for (let frame = 0; frame < Math.round(seconds * 60); frame++) {
    const next = later(playing, 1 / 60, speed);
    expect(next.counted).toBeGreaterThanOrEqual(playing.counted);
    expect(next.asked).toBeGreaterThanOrEqual(next.counted);
    playing = next;
  }
  return playing;
}

test('the first round is counted when its answers are back, not before', () => {
  expect(after(0.5, 'slow').counted).toBe(0);
  expect(after(2.1, 'slow').counted).toBe(1);
});

test('about twenty rounds a second are drawn, and thousands are counted in a minute', () => {
  const ten = after(10, 'normal');
  const twelve = after(2, 'normal', ten);
  expect(twelve.shown - ten.shown).toBeGreaterThanOrEqual(38);
  expect(twelve.shown - ten.shown).toBeLessThanOrEqual(42);
  expect(after(60, 'normal').counted).toBeGreaterThan(5000);
});

test.each(speeds.filter((speed) => speed !== 'slow'))('a match that is played %s ends by itself', (speed) => {
  const end = after(120, speed);
  expect(end.counted).toBe(LAST);
  expect(isOver(end)).toBe(true);
});

test('slow rounds are all drawn', () => {
  const { asked, shown } = after(30, 'slow');
  expect(asked).toBe(shown);
});

test('a thousand rounds at once follow those that are counted', () => {
  const before = after(6, 'normal');
  expect(leaped(before, 1000).counted).toBe(before.counted + 1000);
  expect(leaped(START, 1000)).toMatchObject({ counted: 1000, asked: 1000, drawn: [] });
  expect(leaped(START, LAST + 5).counted).toBe(LAST);
  expect(isOver(leaped(START, LAST))).toBe(true);
});
