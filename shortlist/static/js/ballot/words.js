// Every sentence that scripts say about a ballot: pure functions.

const SUFFIXES = { one: "st", two: "nd", few: "rd", other: "th" };
const ordinals = new Intl.PluralRules("en-GB", { type: "ordinal" });

export function ordinal(place) {
  return place + SUFFIXES[ordinals.select(place)];
}

export function nowAt(name, place, ranked) {
  return `${name} is now ${ordinal(place)} of ${ranked}.`;
}

export function alreadyAt(name, place, ranked) {
  return place === 1 ? `${name} is already 1st.` : `${name} is already last of ${ranked}.`;
}

export function takenOut(name, ranked) {
  return `${name} is taken out. ${rankedWords(ranked)}`;
}

export function undoneWords(ranked) {
  return `Undone. ${rankedWords(ranked)}`;
}

export function startedAgain() {
  return "Your ballot is empty. Undo brings your order back.";
}

export function againQuestion(ranked) {
  const who = ranked === 1 ? "the candidate" : `all ${ranked} candidates`;
  return `This takes out ${who} you have ranked.`;
}

export function keptWords(ranked) {
  return `Your order is as you left it. ${rankedWords(ranked)}`;
}

export function straightened() {
  return "Your numbers are put in order. Look at them before you go on.";
}

export function foundWords(matching, ranked) {
  const found = matching === 1 ? "1 candidate matches" : `${matching} candidates match`;
  if (ranked === 0) return `${found}.`;
  return `${found}. ${ranked} more that you ranked ${ranked === 1 ? "stays" : "stay"} in sight.`;
}

// As the server's check page says it.
export function notRanked(candidates) {
  if (candidates === 0) return "";
  const [who, whom] = candidates === 1 ? ["1 candidate is", "that one"] : [`${candidates} candidates are`, "them"];
  return `${who} not ranked. That is fine: your vote never goes to ${whom}.`;
}

export function sealing() {
  return "Sealing your ballot…";
}

export function sending() {
  return "Your ballot is sealed. Sending it…";
}

export function tryingAgain(seconds, isOnline) {
  if (!isOnline) return "Your device is offline. Your sealed ballot is kept on this page and is sent as soon as you are online again.";
  return `The server cannot be reached. Your sealed ballot is kept on this page and is sent again in ${seconds} seconds.`;
}

export function notReached() {
  return "The server cannot be reached. Try again in a moment; your order is kept on this page.";
}

export function signedOut() {
  return "You are signed out, or somebody else is signed in in this browser. Your sealed ballot is kept on this page: sign in in a new tab, come back here, and send it again.";
}

export function unsealed() {
  return "Your ballot could not be sealed in your browser, so nothing was sent. Try again. Or let the server seal it: then the server sees your order for a moment.";
}

function rankedWords(ranked) {
  return ranked === 1 ? "1 candidate is ranked." : `${ranked} candidates are ranked.`;
}
