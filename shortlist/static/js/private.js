// Prints a [data-private] part on a sheet of its own: paper with the receipt may be shown to anybody, this not.

export function printPrivately(page) {
  for (const button of page.querySelectorAll("[data-print-private]")) {
    button.hidden = false;
    button.addEventListener("click", () => printAlone(button.closest("[data-private]")));
  }
}

function printAlone(part) {
  const others = [...part.parentElement.children].filter((one) => one !== part && !one.classList.contains("no-print"));
  const turn = (isAlone) => {
    part.classList.toggle("no-print", !isAlone);
    for (const one of others) one.classList.toggle("no-print", isAlone);
  };
  window.addEventListener("afterprint", () => turn(false), { once: true });
  turn(true);
  window.print();
}
