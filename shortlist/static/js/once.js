// Sends a form marked data-once a single time, however often its button is pressed.

export function sendOnce(page) {
  for (const form of page.querySelectorAll("form[data-once]")) guard(form);
}

function guard(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    markButtons(form, true);
  });
  // A page that comes back from the browser's history may be sent anew.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    sent = false;
    markButtons(form, false);
  });
}

// aria-disabled and not disabled: a disabled button would lose its own name, value and focus.
function markButtons(form, waiting) {
  for (const button of form.querySelectorAll("button")) {
    if (waiting) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}
