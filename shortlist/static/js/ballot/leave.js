// Leaving with changes asks first, except when the form is being sent to the server, or when a link leads to
// a candidate's statement and this tab keeps the order for the way back.

const MOMENT = 1000; // milliseconds in which a press on purpose leads away from the page

export function warnOnLeaving(form, hasChanges, isKept) {
  let onPurpose = false;
  const allow = () => {
    onPurpose = true;
    setTimeout(() => (onPurpose = false), MOMENT);
  };
  form.addEventListener("submit", (event) => event.defaultPrevented || allow());
  document.addEventListener("click", (event) => {
    if (isKept() && event.target.closest("a[data-keeps-ballot]")) allow();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!onPurpose && hasChanges()) event.preventDefault();
  });
}
