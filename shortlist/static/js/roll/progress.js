// Moves the bar of an import while it is read, and shows the result as soon as it is there.

import { lookAgain } from "../looking.js";

const box = document.querySelector("[data-import-progress]");
const bar = box?.querySelector("progress");
const words = box?.querySelector(".meta");

// Returns whether the work is over.
async function look() {
  const answer = await fetch(box.dataset.importProgress, { headers: { Accept: "application/json" } });
  if (!answer.ok) return false;
  const { state, done, total, rows } = await answer.json();
  if (state !== box.dataset.state) return true;
  if (bar) {
    bar.max = total || 1;
    bar.value = done;
    words.textContent = box.dataset.soFar.replace("%(rows)s", rows.toLocaleString(document.documentElement.lang));
  }
  return false;
}

if (box) lookAgain(look);
