// The ranking as plain data: pure functions, no page. An order is an array of candidates' numbers,
// first preference first; places count from 1; a history is { order, past } with the earlier orders in past.

export function startHistory(order) {
  return { order, past: [] };
}

export function changed(history, order) {
  if (sameOrder(history.order, order)) return history;
  return { order, past: [...history.past, history.order] };
}

export function undone(history) {
  if (history.past.length === 0) return history;
  return { order: history.past.at(-1), past: history.past.slice(0, -1) };
}

export function sameOrder(one, other) {
  return one.length === other.length && one.every((number, at) => number === other[at]);
}

// The candidate's place, or 0 where it is not ranked.
export function placeOf(order, number) {
  return order.indexOf(number) + 1;
}

export function withNext(order, number) {
  return order.includes(number) ? order : [...order, number];
}

export function without(order, number) {
  return order.filter((other) => other !== number);
}

// The candidate at this place, everybody else in the same sequence as before.
export function withPlace(order, number, place) {
  const rest = without(order, number);
  const at = Math.min(Math.max(place, 1), rest.length + 1) - 1;
  return [...rest.slice(0, at), number, ...rest.slice(at)];
}

// From [number, what was typed] pairs: the smallest rank first, equal ones as they stand, gaps closed.
export function orderFromTyped(pairs) {
  return pairs
    .map(([number, typed]) => [number, Number.parseInt(typed, 10)])
    .filter(([, rank]) => rank >= 1)
    .sort(([, one], [, other]) => one - other)
    .map(([number]) => number);
}

// Only candidates that stand on this paper, each once: what was kept may be older than the paper.
export function onThisPaper(order, numbers) {
  return [...new Set(order)].filter((number) => numbers.includes(number));
}
