// One box that ticks everybody on the page, where scripts run.

const row = document.querySelector("[data-tick-all]");
const every = row?.querySelector("input");
const boxes = [...document.querySelectorAll('input[name="registration"]')];

function show() {
  const ticked = boxes.filter((box) => box.checked).length;
  every.checked = ticked === boxes.length;
  every.indeterminate = ticked > 0 && ticked < boxes.length;
}

if (every && boxes.length) {
  row.hidden = false;
  every.addEventListener("change", () => boxes.forEach((box) => { box.checked = every.checked; }));
  boxes.forEach((box) => box.addEventListener("change", show));
  show();
}
