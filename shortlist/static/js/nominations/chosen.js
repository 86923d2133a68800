// Says how many boxes are ticked and how many may be, where a local party's nominations are entered.
import { filled } from "../said.js";

for (const place of document.querySelectorAll("[data-chosen]")) tell(place);

function tell(place) {
  const most = Number(place.dataset.chosen);
  const boxes = [...place.closest("form").querySelectorAll("input[name=candidates]")];
  const say = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    const sentence = chosen > most ? place.dataset.over : place.dataset.within;
    place.textContent = filled(sentence, { chosen, most, over: chosen - most });
  };
  for (const box of boxes) box.addEventListener("change", say);
  window.addEventListener("pageshow", say);
}
