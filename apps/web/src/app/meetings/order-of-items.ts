/** The order with one item a place up (-1) or down (1), or null when it cannot go further. */
export function movedBy(order: readonly string[], item: string, by: -1 | 1): string[] | null {
  const at = order.indexOf(item);
  const to = at + by;
  if (at < 0 || to < 0 || to >= order.length) return null;
  return setAt(order, item, to);
}

/** The order with one item at a place, counted from 0. */
export function setAt(order: readonly string[], item: string, place: number): string[] {
  const others = order.filter((one) => one !== item);
  return [...others.slice(0, place), item, ...others.slice(place)];
}
