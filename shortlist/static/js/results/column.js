// Marks the column of the chosen stage in the table of all stages, and scrolls it into sight there.

export function markColumn(contest, number) {
  const region = document.querySelector(`[data-stage-table="${contest}"]`);
  for (const cell of region.querySelectorAll(".current")) cell.classList.remove("current");
  for (const row of region.querySelectorAll("tr")) row.children[number].classList.add("current");
  bringIntoSight(region, number);
  region.closest("details").ontoggle = () => bringIntoSight(region, number);
}

// Only the table is moved, never the page; a closed one has no places yet and waits to be opened.
function bringIntoSight(region, number) {
  const [names, ...columns] = region.querySelectorAll("thead th");
  region.scrollLeft = columns[number - 1].offsetLeft - names.offsetWidth - region.clientWidth / 4;
}
