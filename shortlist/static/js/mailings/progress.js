// Moves the bar of a notice while it is sent, and shows the page anew when something else is to be seen.

import { lookAgain } from "../looking.js";

const box = document.querySelector("[data-mailing-progress]");
const bar = box?.querySelector("progress");
const words = box?.querySelector(".progress .meta");

// Returns whether the page has to be shown anew.
async function look() {
  const answer = await fetch(box.dataset.mailingProgress, { headers: { Accept: "application/json" } });
  if (!answer.ok) return false;
  const { state, done, words: said, trouble } = await answer.json();
  if (state !== box.dataset.state || String(trouble) !== box.dataset.trouble) return true;
  if (bar) {
    bar.max = 100;
    bar.value = done;
    words.textContent = said;
  }
  return false;
}

if (box) lookAgain(look);
