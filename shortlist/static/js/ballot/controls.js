// The buttons of a ranked candidate: higher, lower, move to, take out; the same in both views.
import { controlLabel } from "./words.js";

export function makeControls(template, name) {
  const controls = template.content.firstElementChild.cloneNode(true);
  controls.setAttribute("aria-label", name);
  for (const button of controls.querySelectorAll("[data-do]")) {
    button.setAttribute("aria-label", controlLabel(button.dataset.do, name));
  }
  return controls;
}

// At an end of the order a button stays, focusable but dimmed, so that nobody's focus is lost.
export function markEnds(controls, place, ranked) {
  dim(controls.querySelector("[data-do=higher]"), place === 1);
  dim(controls.querySelector("[data-do=lower]"), place === ranked);
}

function dim(button, yes) {
  if (yes) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}

// Calls act(verb, number) for a press on any control inside the list.
export function listen(list, act) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) act(button.dataset.do, Number(button.closest("[data-number]").dataset.number));
  });
}
