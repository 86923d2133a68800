// Says how many words each [data-words] field has while one writes; the server counts them in the same way.

const PAUSE = 400;

function countWords(text) {
  return text.split(/[\s\x1c-\x1f\x85]+/).filter(Boolean).length;
}

function inWords(number) {
  return number.toLocaleString(document.documentElement.lang);
}

// The page gives the sentences, in its language: data-within, and data-over for too many words.
function watch(box, said) {
  const most = Number(box.dataset.words);
  let waiting;
  const say = () => {
    const words = countWords(box.value);
    const sentence = words > most ? said.dataset.over : said.dataset.within;
    said.textContent = sentence.replace("%(words)s", inWords(words)).replace("%(most)s", inWords(most));
    said.classList.toggle("over", words > most);
  };
  // A pause, so that a screen reader hears the figure and not every change of it.
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(say, PAUSE);
  });
}

// Where a page has several fields, each count names its own.
for (const box of document.querySelectorAll("[data-words]")) {
  const said = document.querySelector(`[data-words-said="${box.id}"], [data-words-said=""]`);
  if (said) watch(box, said);
}
