// The view of all candidates: rows stay where they are, and show their place beside the name.
import { makeControls, markEnds } from "./controls.js";
import { placeOf } from "./state.js";
import { makeNext, moveFrom, ordinal } from "./words.js";

// Puts a button where each number field is; the field stays in the form, unseen, and is what is sent.
export function makeRows(form, template) {
  return [...form.querySelectorAll("[data-number]")].map((element) => makeRow(element, template));
}

function makeRow(element, template) {
  const { number, name, region, photo, note } = element.dataset;
  const meta = [note, region].filter(Boolean).join(" · ");
  const input = element.querySelector("input");
  const box = document.createElement("button");
  box.type = "button";
  box.className = "rank";
  box.id = `box-${number}`;
  input.hidden = true;
  input.after(box);
  element.querySelector("label").htmlFor = box.id;
  return { element, number: Number(number), name, region, meta, photo, input, box, template, controls: null };
}

export function showRows(rows, order) {
  for (const row of rows) showRow(row, placeOf(order, row.number), order.length);
}

function showRow(row, place, ranked) {
  const { element, name, input, box } = row;
  input.value = place || "";
  element.classList.toggle("ranked", place > 0);
  if (place === 0) {
    row.controls?.remove();
    setBox(box, "next", "", makeNext(name, ranked + 1), ordinal(ranked + 1));
    return;
  }
  row.controls ??= makeControls(row.template, name);
  if (!row.controls.isConnected) element.append(row.controls);
  markEnds(row.controls, place, ranked);
  setBox(box, "move", ordinal(place), moveFrom(name, place), "");
}

function setBox(box, verb, text, label, next) {
  box.dataset.do = verb;
  box.dataset.next = next;
  if (box.textContent !== text) box.textContent = text;
  box.setAttribute("aria-label", label);
}
