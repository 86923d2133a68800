// Casting: an order is sealed once, and its envelope is kept and sent until the server has answered for it.
import { fetchManifest } from "../sealing/manifest.js";
import { checkCode, encode, newTracker } from "../sealing/plaintext.js";
import { loadLibrary, seal, toBase64url } from "../sealing/seal.js";
import { fetchPage, send } from "./deliver.js";
import { sameOrder } from "./state.js";
import * as words from "./words.js";

const PAUSES = [2, 4, 8, 16, 30]; // seconds between two tries

// What the check view shows after a refusal; any other ends the matter.
const AFTER = { ChangedMeanwhile: "changed", CannotSign: "later", TooOften: "later" };

// Seals for one contest. `isSame` says whether a manifest speaks of the contest and candidates of this page.
export function makeSealer(manifestUrl, isSame) {
  let material = null;
  let letter = null;

  function prepare() {
    material ??= Promise.all([loadLibrary(), fetchManifest(manifestUrl)]);
    material.catch(() => (material = null));
    return material;
  }

  async function letterFor(order) {
    if (letter && sameOrder(letter.order, order)) return letter;
    const [library, manifest] = await prepare();
    if (!isSame(manifest)) throw new Error("the page and the manifest do not agree");
    const tracker = newTracker();
    const plaintext = encode(tracker, order, manifest.names.size);
    const envelope = toBase64url(await seal(plaintext, manifest, library));
    letter = { order, envelope, code: checkCode(tracker) };
    return letter;
  }

  return { prepare, letterFor };
}

// `view` shows what happens: show(state, sentence), url(), fields(), takeToken(page), receive(page, letter).
export function makeCaster(sealer, view, member) {
  let isBusy = false;
  let isLeft = false;
  let waiting = null;

  async function cast(order, tries = 0) {
    if (isBusy) return;
    stopWaiting();
    isBusy = true;
    const outcome = await attempt(order);
    isBusy = false;
    follow(outcome, order, tries);
  }

  async function attempt(order) {
    view.show("busy", words.sealing());
    const letter = await sealer.letterFor(order).catch(() => null);
    if (!letter) return { kind: "unsealed" };
    view.show("busy", words.sending());
    let outcome = isLeft ? await postAnew(letter) : await post(letter);
    if (outcome.kind === "left" && !isLeft) outcome = await postAnew(letter);
    isLeft = outcome.kind === "left";
    return { letter, ...outcome };
  }

  function post(letter) {
    return send(view.url(), { ...view.fields(), envelope: letter.envelope });
  }

  // Signed in again, in another tab: the form needs the new session's token.
  async function postAnew(letter) {
    const page = await fetchPage(window.location.href).catch(() => null);
    if (!page) return { kind: "unreached" };
    if (page.documentElement.dataset.member !== member || !view.takeToken(page)) return { kind: "left" };
    return post(letter);
  }

  function follow({ kind, letter, page, refusal, sentence }, order, tries) {
    if (kind === "cast") view.receive(page, letter);
    if (kind === "refused") view.show(AFTER[refusal] ?? "over", sentence);
    if (kind === "left") view.show("left", words.signedOut());
    if (kind === "unsealed") view.show("unsealed", words.unsealed());
    if (kind === "unreached") tryLater(order, tries);
  }

  function tryLater(order, tries) {
    const pause = PAUSES[Math.min(tries, PAUSES.length - 1)];
    const again = () => cast(order, tries + 1);
    const timer = setTimeout(again, pause * 1000);
    waiting = new AbortController();
    waiting.signal.addEventListener("abort", () => clearTimeout(timer));
    window.addEventListener("online", again, { signal: waiting.signal });
    view.show("waiting", words.tryingAgain(pause, navigator.onLine));
  }

  function stopWaiting() {
    waiting?.abort();
    waiting = null;
  }

  return { cast, stopWaiting, isBusy: () => isBusy, isPending: () => isBusy || waiting !== null };
}
