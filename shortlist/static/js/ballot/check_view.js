// What the check page shows: the order, first preference first, and how the cast is going.
import * as words from "./words.js";

export function checkTemplate(page = document) {
  return page.getElementById("check-template");
}

export function makeCheck(rows, order) {
  const check = checkTemplate().content.firstElementChild.cloneNode(true);
  const ranked = order.map((number) => rows.find((row) => row.number === number));
  check.querySelector(".checked").replaceChildren(...ranked.map((row, at) => line(row, at + 1)));
  check.querySelector("[data-not-ranked]").textContent = words.notRanked(rows.length - order.length);
  return check;
}

function line({ name, meta: said, photo }, place) {
  const item = document.getElementById("checked-template").content.firstElementChild.cloneNode(true);
  const meta = item.querySelector(".meta");
  item.querySelector(".checked-place").textContent = place;
  item.querySelector("strong").textContent = name;
  meta.textContent = said;
  if (!said) meta.remove();
  showFace(item.querySelector(".face"), name, photo);
  return item;
}

// The photo, or the initials of the first and the last name.
function showFace(face, name, photo) {
  const names = name.split(/\s+/);
  const two = [...names.slice(0, 1), ...names.slice(1).slice(-1)];
  face.textContent = two.map((one) => [...one][0]).join("");
  if (!photo) return;
  face.replaceWith(Object.assign(new Image(56, 56), { className: "face", alt: "", decoding: "async", src: photo }));
}

export function showState(check, state, sentence) {
  const button = check.querySelector("[type=submit]");
  const said = check.querySelector("[data-said]");
  button.textContent = words.castButton(state);
  button.hidden = state === "over";
  for (const one of [button, check.querySelector("[data-change]")]) one.setAttribute("aria-disabled", String(state === "busy"));
  for (const one of check.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== state;
  said.dataset.tone = state;
  said.textContent = sentence;
  if (state === "over") check.querySelector('[data-when="over"]').focus();
}

// Puts another page's form token into this one's; says whether that page had one.
export function takeToken(check, page) {
  const found = checkTemplate(page)?.content.querySelector("[name=csrf_token]");
  if (found) check.querySelector("[name=csrf_token]").value = found.value;
  return Boolean(found);
}
