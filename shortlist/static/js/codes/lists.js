// The published lists of papers by check code: which one a code is in, and what a list says of it.

const ALPHABET = /^[0-9A-HJKMNP-TV-Z]+$/; // Crockford's base32
export const LENGTH = 16;

// A typed code as it is published, O read as 0 and I and L as 1; spaces and hyphens are for the eye.
export function readCode(typed) {
  return typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}

// What is wrong with a code, by the name that the page has for it, or nothing.
export function whyNoCode(code) {
  if (!code) return "none";
  if (!ALPHABET.test(code)) return "signs";
  if (code.length !== LENGTH) return "length";
  return "";
}

// Of the code no more than its first characters ever becomes part of an address.
export function addressOf(code, { list, length }) {
  return list.replace("START", code.slice(0, length));
}

// The candidates' numbers in order on the paper with this code, or null.
export function paperWith(code, lines) {
  const line = lines.split("\n").find((one) => one === code || one.startsWith(`${code} `));
  return line === undefined ? null : line.split(" ").slice(1).map(Number);
}
