// The two questions a ballot asks: where to move a candidate, and whether to start again.
import { againQuestion, moveTitle, placeHeld, placeNow } from "./words.js";

// Resolves to { verb: "move" | "out" | "", place }.
export async function askPlace(name, place, names) {
  const dialog = document.getElementById("move-dialog");
  const select = document.getElementById("move-place");
  document.getElementById("move-title").textContent = moveTitle(name);
  select.replaceChildren(...names.map((other, at) => option(at + 1, place, other)));
  const verb = await ask(dialog);
  return { verb, place: Number(select.value) };
}

export async function askAgain(ranked) {
  document.getElementById("again-words").textContent = againQuestion(ranked);
  return (await ask(document.getElementById("again-dialog"))) === "again";
}

// The answer counts while its button is pressed: "close" comes a moment later, and another press may come between.
function ask(dialog) {
  dialog.showModal();
  return new Promise((answer) => {
    dialog.onsubmit = (event) => {
      event.preventDefault();
      dialog.close();
      answer(event.submitter.value);
    };
    dialog.onclose = () => dialog.open || answer("");
  });
}

function option(place, current, name) {
  const words = place === current ? placeNow(place) : placeHeld(place, name);
  return new Option(words, String(place), false, place === current);
}
