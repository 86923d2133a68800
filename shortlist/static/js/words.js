// Says how many words a [data-words] field has while one writes; the server counts them in the same way.

const PAUSE = 400;

function countWords(text) {
  return text.split(/\s+/).filter(Boolean).length;
}

function watch(box, said) {
  const most = Number(box.dataset.words);
  let waiting;
  const say = () => {
    const words = countWords(box.value);
    said.textContent = `${words.toLocaleString("en-GB")} of ${most} words${words > most ? ": shorten it before you send it" : ""}`;
    said.classList.toggle("over", words > most);
  };
  // A pause, so that a screen reader hears the figure and not every change of it.
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(say, PAUSE);
  });
}

const box = document.querySelector("[data-words]");
const said = document.querySelector("[data-words-said]");
if (box && said) watch(box, said);
