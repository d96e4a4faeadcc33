import { knownAfter } from './known-after';

const before = { address: '/m/1', known: 'old' };

it('keeps what was known while it cannot be read again', () => {
  expect(knownAfter({ address: '/m/1', value: undefined, status: 0 }, before)).toBe('old');
  expect(knownAfter({ address: '/m/1', value: undefined, status: 503 }, before)).toBe('old');
  expect(knownAfter({ address: '/m/1', value: undefined, status: null }, before)).toBe('old');
});

it('takes what is new, and nothing of another address or of what is gone', () => {
  expect(knownAfter({ address: '/m/1', value: 'new', status: null }, before)).toBe('new');
  expect(knownAfter({ address: '/m/2', value: undefined, status: null }, before)).toBeNull();
  expect(knownAfter({ address: '/m/1', value: undefined, status: 404 }, before)).toBeNull();
  expect(knownAfter({ address: '/m/1', value: undefined, status: null }, undefined)).toBeNull();
});
