// Moves the focus to the error summary, so that nobody misses it.

export function focusSummary(page) {
  page.querySelector("[data-focus]")?.focus();
}
