// A slider and two buttons that take in one stage after another; the address keeps the stage.
import { markColumn } from "./column.js";
import { Shelf } from "./shelf.js";

export function stepThrough(section) {
  const range = section.querySelector("[type=range]");
  const said = section.querySelector("[data-stage-said]");
  const names = stageNames(section.dataset.contest);
  const shelf = new Shelf((number) => section.dataset.part.replace("/0/part", `/${number}/part`));
  let wanted = Number(range.value);

  async function show(number) {
    wanted = number;
    range.value = number;
    mark(section, range, names);
    try {
      const view = await shelf.stage(number);
      if (number !== wanted) return; // a later choice has overtaken this one
      section.querySelector("[data-stage-view]").replaceWith(view);
      say(said, `${view.dataset.heading}. ${view.dataset.told}`, false);
      keepInAddress(section, number);
      shelf.stage(Math.min(number + 1, Number(range.max))).catch(() => undefined);
    } catch {
      if (number === wanted) say(said, section.dataset.sorry, true);
    }
  }

  range.addEventListener("input", () => show(Number(range.value)));
  for (const button of section.querySelectorAll("[data-stage-step]")) {
    button.addEventListener("click", () => {
      const next = wanted + Number(button.dataset.stageStep);
      if (next >= 1 && next <= Number(range.max)) show(next);
    });
  }
  section.querySelector("[data-stage-controls]").hidden = false;
  section.querySelector("[data-stage-links]").hidden = true;
  mark(section, range, names);
}

function stageNames(contest) {
  const items = document.querySelectorAll(`[data-stage-names="${contest}"] li`);
  return [...items].map((item) => item.dataset.name);
}

function mark(section, range, names) {
  const number = Number(range.value);
  range.setAttribute("aria-valuetext", names[number - 1] ?? String(number));
  const ends = { "-1": number === 1, 1: number === Number(range.max) };
  for (const button of section.querySelectorAll("[data-stage-step]")) {
    button.setAttribute("aria-disabled", String(ends[button.dataset.stageStep]));
  }
  markColumn(section.dataset.contest, number);
}

function say(said, words, isSeen) {
  said.textContent = words;
  said.classList.toggle("visually-hidden", !isSeen);
}

function keepInAddress(section, number) {
  const address = new URL(location.href);
  address.searchParams.set("contest", section.dataset.contest);
  address.searchParams.set("stage", number);
  address.hash = section.id;
  history.replaceState(history.state, "", address);
}
