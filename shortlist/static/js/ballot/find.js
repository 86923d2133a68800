// Finding a candidate by name and region. It never hides one that is ranked.
import { foundWords } from "./words.js";

// Without case and accents, so that "llyr" finds "Llŷr".
export function folded(text) {
  return text.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();
}

export function matches(candidate, name, region) {
  const fits = region === "" || candidate.region === region;
  return fits && folded(candidate.name).includes(folded(name.trim()));
}

// Returns a function to call after each change of the ranking.
export function enableFind(rows, isRanked) {
  const name = document.getElementById("find-name");
  const region = document.getElementById("find-region");
  const said = document.getElementById("find-said");
  const show = () => {
    const idle = name.value.trim() === "" && region.value === "";
    const found = rows.filter((row) => matches(row, name.value, region.value));
    for (const row of rows) row.element.hidden = !found.includes(row) && !isRanked(row.number);
    const kept = rows.filter((row) => isRanked(row.number) && !found.includes(row)).length;
    said.textContent = idle ? "" : foundWords(found.length, kept);
  };
  name.addEventListener("input", show);
  region.addEventListener("input", show);
  return show;
}
