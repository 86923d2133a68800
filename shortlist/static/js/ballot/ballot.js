// The ballot where scripts run: reads the number fields, shows them as buttons, writes them back after each change.
import { keepOrder, keptOrder } from "../kept.js";
import { enableCheck } from "./check.js";
import { listen } from "./controls.js";
import { askAgain, askPlace } from "./dialogs.js";
import { enableDrag } from "./drag.js";
import { enableFind } from "./find.js";
import { warnOnLeaving } from "./leave.js";
import { makeOrderView, showOrder } from "./order.js";
import { makeRows, showRows } from "./rows.js";
import * as state from "./state.js";
import { enableTabs } from "./tabs.js";
import * as words from "./words.js";

const by = (id) => document.getElementById(id);
const form = by("ballot");
const contest = form.dataset.contest;
const rows = makeRows(form, by("controls-template"));
const nameOf = new Map(rows.map((row) => [row.number, row.name]));
const orderView = makeOrderView(by("order-list"), rows, by("ordered-template"), by("controls-template"));
const sentByServer = state.orderFromTyped(rows.map((row) => [row.number, row.input.defaultValue]));

let history = state.startHistory(firstOrder());
let isKept = true;
const showFound = enableFind(rows, (number) => history.order.includes(number));

// What stands in the fields comes first; an empty paper takes up what this tab kept.
function firstOrder() {
  const typed = state.orderFromTyped(rows.map((row) => [row.number, row.input.value]));
  return typed.length ? typed : state.onThisPaper(keptOrder(contest), [...nameOf.keys()]);
}

function show() {
  const { order, past } = history;
  showRows(rows, order);
  showOrder(orderView, order);
  showFound();
  const [before, after] = words.rankedOf(rows.length);
  by("dock-count").replaceChildren(before, strong(order.length), after);
  document.querySelector("[data-tab-count]").textContent = order.length;
  by("order-list").hidden = order.length === 0;
  by("order-empty").hidden = order.length > 0;
  by("order-note").hidden = order.length === 0;
  by("again").hidden = order.length === 0;
  by("undo").hidden = past.length === 0 && by("undo").hidden;
  by("undo").setAttribute("aria-disabled", String(past.length === 0));
}

function strong(text) {
  const element = document.createElement("strong");
  element.textContent = text;
  return element;
}

function say(sentence) {
  by("said").textContent = sentence;
}

function change(order, sentence) {
  history = state.changed(history, order);
  settle(sentence);
}

function settle(sentence) {
  isKept = keepOrder(contest, history.order);
  show();
  say(sentence);
}

function place(number, to) {
  const { order } = history;
  const name = nameOf.get(number);
  const next = state.withPlace(order, number, to);
  if (state.sameOrder(order, next)) return say(words.alreadyAt(name, state.placeOf(order, number), order.length));
  change(next, words.nowAt(name, state.placeOf(next, number), next.length));
}

function takeOut(number) {
  const at = state.placeOf(history.order, number) - 1;
  const next = state.without(history.order, number);
  change(next, words.takenOut(nameOf.get(number), next.length));
  focusAfterTakingOut(number, next[Math.min(at, next.length - 1)]);
}

// In "All" the candidate's own box; in "My order" whoever stands there now.
function focusAfterTakingOut(number, follower) {
  if (!by("panel-all").hidden) by(`box-${number}`).focus({ preventScroll: true });
  else if (follower === undefined) by("tab-order").focus();
  else orderView.itemOf(follower).box.focus();
}

async function moveByQuestion(number) {
  const { order } = history;
  const names = order.map((other) => nameOf.get(other));
  const answer = await askPlace(nameOf.get(number), state.placeOf(order, number), names);
  if (answer.verb === "move") place(number, answer.place);
  if (answer.verb === "out") takeOut(number);
}

const verbs = {
  next: (number) => place(number, history.order.length + 1),
  higher: (number) => place(number, state.placeOf(history.order, number) - 1),
  lower: (number) => place(number, state.placeOf(history.order, number) + 1),
  move: moveByQuestion,
  out: takeOut,
};

function undo() {
  if (history.past.length === 0) return;
  history = state.undone(history);
  settle(words.undoneWords(history.order.length));
}

async function startAgain() {
  if (!(await askAgain(history.order.length))) return;
  change([], words.startedAgain());
  by("undo").focus();
}

function begin() {
  const act = (verb, number) => verbs[verb](number);
  listen(form, act);
  listen(orderView.list, act);
  enableDrag(orderView.list, place);
  enableTabs(document.querySelector("[role=tablist]"));
  by("undo").addEventListener("click", undo);
  document.querySelector("[data-again]").addEventListener("click", startAgain);
  const checking = enableCheck(form, rows, () => history.order);
  const hasChanges = () => !state.sameOrder(history.order, sentByServer) || checking?.isPending();
  warnOnLeaving(form, () => hasChanges() && !checking?.isCast(), () => isKept);
  for (const link of document.querySelectorAll('.error-summary a[href^="#rank-"]')) link.hash = link.hash.replace("rank", "box");
  by("ballot-tools").hidden = false;
  by("find").hidden = false;
  show();
  if (document.querySelector(".error-summary")) say(words.straightened());
  else if (history.order.length > sentByServer.length) say(words.keptWords(history.order.length));
  checking?.resume();
}

begin();
