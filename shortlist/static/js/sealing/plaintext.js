// The plaintext of a ballot: 12 + n bytes for n candidates, the same length whatever is in it, as the server's
// plaintext.py reads it: a version, a random tracker of 10 bytes, how many are ranked, their numbers, zeros.

const VERSION = 1;
const TRACKER_BYTES = 10;
const HEAD_BYTES = 12;
const MOST_CANDIDATES = 255;
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function newTracker() {
  return crypto.getRandomValues(new Uint8Array(TRACKER_BYTES));
}

export function encode(tracker, order, candidates) {
  if (!isBallot(order, candidates)) throw new RangeError("this is no ballot of this contest");
  const plaintext = new Uint8Array(HEAD_BYTES + candidates);
  plaintext.set([VERSION, ...tracker, order.length, ...order]);
  return plaintext;
}

function isBallot(order, candidates) {
  const onPaper = (number) => Number.isInteger(number) && number >= 1 && number <= candidates;
  const once = new Set(order).size === order.length;
  return candidates <= MOST_CANDIDATES && order.length > 0 && once && order.every(onPaper);
}

// The tracker as its voter keeps it: 16 Crockford base32 characters in groups of four.
export function checkCode(tracker) {
  const bits = [...tracker].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = bits.match(/.{5}/g).map((five) => CROCKFORD[Number.parseInt(five, 2)]);
  return letters.join("").match(/.{4}/g).join(" ");
}
