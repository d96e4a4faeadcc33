import { movedBy, setAt } from './order-of-items';

const order = ['a', 'b', 'c'];

it('moves an item one place, and not past the ends', () => {
  expect(movedBy(order, 'b', -1)).toEqual(['b', 'a', 'c']);
  expect(movedBy(order, 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(movedBy(order, 'a', -1)).toBeNull();
  expect(movedBy(order, 'c', 1)).toBeNull();
  expect(movedBy(order, 'gone', 1)).toBeNull();
});

it('puts an item back where it stood', () => {
  expect(setAt(order, 'c', 0)).toEqual(['c', 'a', 'b']);
  expect(setAt(order, 'a', 2)).toEqual(['b', 'c', 'a']);
  expect(setAt(order, 'a', 9)).toEqual(['b', 'c', 'a']);
});
