// Moves the bar of an import while it is read, and shows the result as soon as it is there.

const box = document.querySelector("[data-import-progress]");
const bar = box?.querySelector("progress");
const words = box?.querySelector(".meta");

async function look() {
  const answer = await fetch(box.dataset.importProgress, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { state, done, total, rows } = await answer.json();
  if (state !== box.dataset.state) return location.reload();
  if (!bar) return;
  bar.max = total || 1;
  bar.value = done;
  words.textContent = `${rows.toLocaleString("en-GB")} rows so far`;
}

if (box) setInterval(() => look().catch(() => {}), 1000);
