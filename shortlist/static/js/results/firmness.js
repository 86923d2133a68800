// Moves the bars while slates are studied, and shows what was found as soon as it is there.

import { lookAgain } from "../looking.js";

const page = document.querySelector("[data-progress]");

// Returns whether something is to be seen that this page does not show yet.
async function look() {
  const answer = await fetch(page.dataset.progress, { headers: { Accept: "application/json" } });
  if (!answer.ok) return false;
  return (await answer.json()).some(show);
}

function show({ contest, state, done, total }) {
  const box = page.querySelector(`[data-contest="${contest}"]`);
  if (!box) return false;
  const bar = box.querySelector("progress");
  if (state !== box.dataset.state || (total && !bar)) return true;
  if (bar) {
    bar.max = total;
    bar.value = done;
    box.querySelector(".meta").textContent = box.dataset.soFar
      .replace("%(done)s", number(done))
      .replace("%(total)s", number(total));
  }
  return false;
}

function number(value) {
  return value.toLocaleString(document.documentElement.lang);
}

if (page) lookAgain(look);
