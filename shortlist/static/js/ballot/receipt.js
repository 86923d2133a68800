// The receipt, in the place of the ballot that was cast, and beside it what only this page knows: code and order.
import { copyButtons } from "../copy.js";
import { clearCastBallot } from "../kept.js";
import { printPrivately } from "../private.js";

export function showReceipt(page, code, names) {
  const main = document.getElementById("main");
  const filled = page.getElementById("code-template");
  filled.replaceWith(fill(filled.content, code, names));
  document.title = page.title;
  document.querySelector(".ballot-dock").remove();
  main.replaceChildren(...page.getElementById("main").childNodes);
  clearCastBallot(main);
  copyButtons(main);
  printPrivately(main);
  window.scrollTo({ top: 0, behavior: "instant" });
  focusHeading(main);
}

function fill(part, code, names) {
  part.getElementById("check-code").setAttribute("value", code);
  part.querySelector(".code-order").replaceChildren(...names.map(item));
  return part;
}

function item(name) {
  return Object.assign(document.createElement("li"), { textContent: name });
}

// Says where one is now, also to those who do not see the page change.
export function focusHeading(part) {
  const heading = part.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
