// Makes or proves a passkey for a form marked data-passkey ("create" or "get"), puts the browser's answer into its hidden
// field, and sends the form. The button shows only where the browser knows passkeys; every page has another way.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "../../vendor/webauthn.js";

const CEREMONIES = { create: startRegistration, get: startAuthentication };

for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form);

function prepare(form) {
  if (!browserSupportsWebAuthn()) return;
  for (const part of document.querySelectorAll("[data-passkey-part]")) part.hidden = false;
  const button = form.querySelector("[data-passkey-button]");
  button.addEventListener("click", () => ask(form, button));
}

async function ask(form, button) {
  // What has to be typed beside the passkey is asked for first, by the server's own words.
  if (form.dataset.passkeyAfter && !form.elements[form.dataset.passkeyAfter].value.trim()) return form.requestSubmit();
  say(form, "");
  button.setAttribute("aria-disabled", "true");
  try {
    const optionsJSON = await optionsFor(form);
    const answer = await CEREMONIES[form.dataset.passkey]({ optionsJSON });
    form.elements[form.dataset.passkeyInto].value = JSON.stringify(answer);
    form.requestSubmit();
  } catch (error) {
    say(form, sentenceFor(form, error));
  } finally {
    button.removeAttribute("aria-disabled");
  }
}

async function optionsFor(form) {
  const answer = await fetch(form.dataset.passkeyOptions, {
    method: "POST",
    headers: { "X-CSRFToken": form.elements.csrf_token.value },
  });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return answer.json();
}

function sentenceFor(form, error) {
  const { cancelled, known, failed } = form.querySelector("[data-passkey-said]").dataset;
  if (error.name === "InvalidStateError") return known;
  return error.name === "NotAllowedError" || error.name === "AbortError" ? cancelled : failed;
}

function say(form, sentence) {
  form.querySelector("[data-passkey-said]").textContent = sentence;
}
