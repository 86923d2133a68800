// Keeps a form marked data-drafts as a draft while one writes. Without scripts there is the button for it.

const PAUSE = 3000; // milliseconds without a key

async function keep(form) {
  const data = new FormData(form);
  data.set("then", "keep");
  const answer = await fetch(form.action, { method: "POST", body: data, redirect: "error" });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

function watch(form, said) {
  let waiting;
  let sending = Promise.resolve();
  let underway = 0;
  const stop = () => clearTimeout(waiting);
  const save = async () => {
    underway += 1;
    try {
      const kept = await keep(form);
      form.elements.base.value = kept.base;
      said.textContent = kept.said;
    } catch {
      said.textContent = said.dataset.unsaved;
    } finally {
      underway -= 1;
    }
  };
  form.addEventListener("input", () => {
    stop();
    waiting = setTimeout(() => {
      sending = sending.then(save); // one after the other, for each begins with what the last has saved
    }, PAUSE);
  });
  // What is under way goes first, so that the form begins with it.
  form.addEventListener("submit", (event) => {
    stop();
    if (underway === 0) return;
    event.preventDefault();
    sending.then(() => form.requestSubmit(event.submitter));
  });
}

const form = document.querySelector("form[data-drafts]");
const said = document.querySelector("[data-drafts-said]");
if (form && said) watch(form, said);
