import { humanDuration } from '@fluxts/kube';
import { expect, test } from 'vitest';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [0, '0s'],
  [-3 * second, '<invalid>'],
  [119 * second, '119s'],
  [2 * minute, '2m'],
  [5 * minute + 3 * second, '5m3s'],
  [10 * minute + 30 * second, '10m'],
  [3 * hour, '3h'],
  [3 * hour + 5 * minute, '3h5m'],
  [9 * hour + 5 * minute, '9h'],
  [47 * hour, '47h'],
  [2 * day + 2 * hour, '2d2h'],
  [8 * day + 2 * hour, '8d'],
  [700 * day, '700d'],
  [800 * day, '2y70d'],
  [3000 * day, '8y'],
])('%d ms are %s', (milliseconds, text) => {
  expect(humanDuration(milliseconds)).toBe(text);
});
