// Looks a check code up without telling anybody which: a whole list is fetched, and searched here.
import { filled, sentencesOf } from "../said.js";
import { addressOf, LENGTH, paperWith, readCode, whyNoCode } from "./lists.js";

const said = sentencesOf("code-words");

function lookUpIn(part) {
  const form = part.querySelector("form");
  const names = JSON.parse(part.dataset.names);
  const where = { list: part.dataset.list, length: Number(part.dataset.length) };
  form.addEventListener("submit", (event) => {
    event.preventDefault(); // the code is never sent
    lookUp(part, names, where);
  });
  part.hidden = false;
  document.querySelector("[data-by-start]")?.setAttribute("hidden", "");
}

async function lookUp(part, names, where) {
  const code = readCode(part.querySelector("#code").value);
  const wrong = whyNoCode(code);
  complain(part, wrong && filled(said.wrong[wrong], { length: LENGTH, typed: code.length }));
  if (wrong) return;
  try {
    const order = paperWith(code, await fetchList(addressOf(code, where)));
    if (order) show(part, said.counted, part.dataset.shown, order.map((one) => names[one]));
    else show(part, said.missing, said.check, []);
  } catch {
    show(part, said.failed, said.sorry, []);
  }
}

async function fetchList(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the list was answered with ${answer.status}`);
  return answer.text();
}

function complain(part, sentence) {
  const input = part.querySelector("#code");
  const error = part.querySelector("#code-error");
  error.textContent = sentence;
  error.hidden = !sentence;
  input.closest(".field").classList.toggle("wrong", Boolean(sentence));
  input.setAttribute("aria-invalid", String(Boolean(sentence)));
  if (!sentence) return;
  part.querySelector("[data-found]").hidden = true; // it was of another code
  input.focus();
}

function show(part, title, says, names) {
  const found = part.querySelector("[data-found]");
  const heading = found.querySelector("h2");
  heading.textContent = title;
  found.querySelector("[data-says]").textContent = says;
  const list = found.querySelector("ol");
  list.replaceChildren(...names.map(item));
  list.hidden = !names.length;
  found.hidden = false;
  heading.focus();
}

function item(name) {
  return Object.assign(document.createElement("li"), { textContent: name });
}

lookUpIn(document.querySelector("[data-look-up]"));
