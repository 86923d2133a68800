// Sends a form marked data-once a single time, however often its button is pressed.

const STUCK = 8000; // milliseconds after which a form that led nowhere may be sent again

export function sendOnce(page) {
  for (const form of page.querySelectorAll("form[data-once]")) guard(form);
}

function guard(form) {
  let sent = false;
  const mark = (waiting) => {
    sent = waiting;
    for (const button of submitButtons(form)) setWaiting(button, waiting);
  };
  form.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    mark(true);
    setTimeout(() => mark(false), STUCK);
  });
  // A page that comes back from the browser's history may be sent anew.
  window.addEventListener("pageshow", (event) => event.persisted && mark(false));
}

function submitButtons(form) {
  return [...form.elements].filter((element) => element.type === "submit");
}

// aria-disabled and not disabled: a disabled button would lose its own name, value and focus.
function setWaiting(button, waiting) {
  if (waiting) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}
