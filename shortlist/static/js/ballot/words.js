// Every sentence that scripts say about a ballot: pure functions, over the sentences that the page carries.
import { filled, formOf, sentencesOf } from "../said.js";

const said = sentencesOf("ballot-words");

export function ordinal(place) {
  return said.places[place - 1];
}

export function nowAt(name, place, ranked) {
  return filled(said.now_at, { name, place: ordinal(place), ranked });
}

export function alreadyAt(name, place, ranked) {
  return place === 1 ? filled(said.already_first, { name }) : filled(said.already_last, { name, ranked });
}

export function takenOut(name, ranked) {
  return `${filled(said.taken_out, { name })} ${rankedWords(ranked)}`;
}

export function undoneWords(ranked) {
  return `${said.undone} ${rankedWords(ranked)}`;
}

export function startedAgain() {
  return said.started_again;
}

export function againQuestion(ranked) {
  return formOf(said.again, ranked);
}

export function keptWords(ranked) {
  return `${said.kept} ${rankedWords(ranked)}`;
}

export function straightened() {
  return said.straightened;
}

export function foundWords(matching, ranked) {
  const found = formOf(said.found, matching);
  return ranked === 0 ? found : `${found} ${formOf(said.in_sight, ranked)}`;
}

// As the server's check page says it.
export function notRanked(candidates) {
  return candidates === 0 ? "" : formOf(said.not_ranked, candidates);
}

// What is before and after the number of those ranked, which stands out.
export function rankedOf(candidates) {
  return filled(said.ranked_of, { ranked: "\n", candidates }).split("\n");
}

export function makeNext(name, place) {
  return filled(said.make_next, { name, place: ordinal(place) });
}

export function moveFrom(name, place) {
  return filled(said.move_from, { name, place: ordinal(place) });
}

export function moveTitle(name) {
  return filled(said.move_title, { name });
}

export function placeHeld(place, name) {
  return filled(said.place_held, { place: ordinal(place), name });
}

export function placeNow(place) {
  return filled(said.place_now, { place: ordinal(place) });
}

// What a button of a ranked candidate does: "higher", "lower", "move" or "out".
export function controlLabel(verb, name) {
  return filled(said.controls[verb], { name });
}

// What the main button says in a state of the cast; where nothing is left to press it for, nothing.
export function castButton(state) {
  return said.buttons[state] ?? "";
}

export function sealing() {
  return said.sealing;
}

export function sending() {
  return said.sending;
}

export function tryingAgain(seconds, isOnline) {
  return isOnline ? filled(said.unreached, { seconds }) : said.offline;
}

export function notReached() {
  return said.not_reached;
}

export function signedOut() {
  return said.signed_out;
}

export function unsealed() {
  return said.unsealed;
}

function rankedWords(ranked) {
  return formOf(said.ranked, ranked);
}
