// Takes the sign-in secret out of the address and puts it into the form; the person's click sends it.

const form = document.querySelector("[data-sign-in-link]");
const secret = location.hash.slice(1);

if (form && secret) {
  form.elements.secret.value = secret;
  form.hidden = false;
  document.querySelector("[data-type-the-code]").hidden = true;
  history.replaceState(null, "", location.pathname);
}
