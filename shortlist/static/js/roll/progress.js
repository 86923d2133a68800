// Moves the bar of an import while it is read, and shows the result as soon as it is there.

const PAUSE = 1000; // milliseconds between an answer and the next question

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
    words.textContent = `${rows.toLocaleString("en-GB")} rows so far`;
  }
  return false;
}

// One question at a time: a busy server is not asked again before it has answered.
async function goOn() {
  if (await look().catch(() => false)) location.reload();
  else setTimeout(goOn, PAUSE);
}

if (box) setTimeout(goOn, PAUSE);
