// Works for forms marked data-effort while they are filled in, and puts the proof into their field "effort". Where that
// cannot be done the form is sent without: the server then only slows down.

const FRESH = 15 * 60 * 1000; // milliseconds; the server takes an answer for twenty minutes
const PATIENCE = 10 * 1000; // milliseconds that a sent form waits for the work at most

for (const form of document.querySelectorAll("form[data-effort]")) prepare(form);

function prepare(form) {
  let work = null;
  let done = false;
  const begin = () => {
    if (!work || Date.now() - work.begun > FRESH) work = { begun: Date.now(), answer: answerTo(form.dataset.effort) };
    return work.answer;
  };
  form.addEventListener("focusin", begin, { once: true });
  // Before anybody else hears of it: js/once.js would take a form that still waits as sent.
  document.addEventListener("submit", (event) => event.target === form && !done && wait(event), true);
  window.addEventListener("pageshow", (event) => event.persisted && forget());

  async function wait(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    const said = form.querySelector("[data-effort-said]");
    said.textContent = said.dataset.working;
    form.elements.effort.value = (await Promise.race([begin(), patience()])) ?? "";
    // Work that was done before leads here while the event still goes on, and browsers send nothing then.
    await new Promise((resolve) => setTimeout(resolve));
    said.textContent = "";
    done = true;
    form.requestSubmit(submitter);
  }

  function forget() {
    [work, done] = [null, false];
    form.elements.effort.value = "";
  }
}

async function answerTo(address) {
  try {
    const challenge = await (await fetch(address)).json();
    const solution = await solve(challenge);
    return solution && btoa(JSON.stringify({ challenge, solution }));
  } catch {
    return null;
  }
}

function solve(challenge) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("effort_worker.js", import.meta.url), { type: "module" });
    worker.onerror = (error) => (worker.terminate(), reject(error));
    // What is sent before the worker listens can be lost, so it says when it does.
    worker.onmessage = () => {
      worker.onmessage = ({ data }) => (worker.terminate(), resolve(data));
      worker.postMessage(challenge);
    };
  });
}

const patience = () => new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
