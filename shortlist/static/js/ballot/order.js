// "My order": the ranked candidates from first to last. Rows are kept and moved, and glide to their new place.
import { makeControls, markEnds } from "./controls.js";
import { moveFrom, ordinal } from "./words.js";

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

export function makeOrderView(list, rows, rowTemplate, controlsTemplate) {
  const items = new Map();
  const make = (number) => makeItem(rows.find((row) => row.number === number), rowTemplate, controlsTemplate);
  const itemOf = (number) => items.get(number) ?? items.set(number, make(number)).get(number);
  return { list, itemOf };
}

function makeItem(row, rowTemplate, controlsTemplate) {
  const element = rowTemplate.content.firstElementChild.cloneNode(true);
  element.dataset.number = row.number;
  element.querySelector(".name").textContent = row.name;
  element.querySelector(".meta").textContent = row.meta;
  const controls = makeControls(controlsTemplate, row.name);
  element.querySelector(".grip").before(controls);
  return { element, name: row.name, box: element.querySelector(".rank"), controls };
}

export function showOrder({ list, itemOf }, order) {
  const before = tops(list);
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  list.replaceChildren(...order.map((number) => itemOf(number).element));
  order.forEach((number, at) => showItem(itemOf(number), at + 1, order.length));
  focused?.focus({ preventScroll: true });
  glide(list, before);
}

function showItem({ name, box, controls }, place, ranked) {
  box.textContent = ordinal(place);
  box.setAttribute("aria-label", moveFrom(name, place));
  markEnds(controls, place, ranked);
}

function tops(list) {
  return new Map([...list.children].map((item) => [item, item.getBoundingClientRect().top]));
}

function glide(list, before) {
  if (calm.matches) return;
  for (const item of list.children) {
    const from = before.get(item);
    const by = from === undefined ? 0 : from - item.getBoundingClientRect().top;
    if (by) item.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: 180, easing: "ease-out" });
  }
}
