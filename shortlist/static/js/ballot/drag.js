// Dragging a row of "My order" by its handle: an extra beside the buttons, for mouse, pen and touch.
// Calls drop(number, place) once, at the end; Escape leaves everything as it was.

const EDGE = 90; // pixels from the window's edge where the page begins to scroll
const STEP = 9; // pixels it scrolls each frame

export function enableDrag(list, drop) {
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    follow(list, grip, event, drop);
  });
}

function follow(list, grip, start, drop) {
  const rows = [...list.children];
  const item = grip.closest("li");
  const from = rows.indexOf(item);
  const middles = rows.map((row) => row.offsetTop + row.offsetHeight / 2);
  const origin = start.clientY + window.scrollY;
  const listening = new AbortController();
  let pointer = start.clientY;
  let to = from;

  const show = () => {
    const by = pointer + window.scrollY - origin;
    to = landing(middles, from, middles[from] + by);
    rows.forEach((row, at) => (row.style.transform = `translateY(${shift(at, from, to, by, item.offsetHeight)}px)`));
  };
  const end = (place) => {
    listening.abort();
    item.classList.remove("dragged");
    for (const row of rows) row.style.transform = "";
    if (place !== from) drop(Number(item.dataset.number), place + 1);
  };
  const on = (target, type, then) => target.addEventListener(type, then, { signal: listening.signal });

  item.classList.add("dragged");
  grip.setPointerCapture(start.pointerId);
  on(grip, "pointermove", (event) => ((pointer = event.clientY), show()));
  on(grip, "pointerup", () => end(to));
  on(grip, "pointercancel", () => end(from));
  on(window, "keydown", (event) => event.key === "Escape" && end(from));
  scrollAtEdges(() => pointer, start.clientY, show, listening.signal);
}

// The place (from 0) whose middle the dragged row has reached.
function landing(middles, from, middle) {
  const above = middles.filter((other, at) => at !== from && (at < from ? other < middle : other <= middle));
  return above.length;
}

// How far one row moves aside: the dragged row follows the pointer, those it passed close the gap.
function shift(at, from, to, by, height) {
  if (at === from) return by;
  if (at > from && at <= to) return -height;
  if (at < from && at >= to) return height;
  return 0;
}

// Only towards the edge that the pointer has moved to, so that a row near an edge can be picked up calmly.
function scrollAtEdges(pointer, startY, show, signal) {
  const high = Math.min(EDGE, startY);
  const low = Math.max(window.innerHeight - EDGE - dockHeight(), startY);
  const tick = () => {
    if (signal.aborted) return;
    const step = pointer() < high ? -STEP : pointer() > low ? STEP : 0;
    if (step) {
      window.scrollBy({ top: step, behavior: "instant" });
      show();
    }
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

function dockHeight() {
  return document.querySelector(".dock")?.offsetHeight ?? 0;
}
