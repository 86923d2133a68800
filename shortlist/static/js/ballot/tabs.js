// The two views as tabs: arrow keys go between them, and only the chosen one is in the page's order.

export function enableTabs(tablist) {
  const tabs = [...tablist.querySelectorAll("[role=tab]")];
  const choose = (chosen) => {
    for (const tab of tabs) show(tab, tab === chosen);
  };
  tablist.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab);
  });
  tablist.addEventListener("keydown", (event) => {
    const tab = neighbour(tabs, event.key);
    if (!tab) return;
    event.preventDefault();
    tab.focus();
    choose(tab);
  });
  for (const tab of tabs) describePanel(tab);
}

function neighbour(tabs, key) {
  const at = tabs.indexOf(document.activeElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[key];
  return to === undefined ? undefined : tabs.at(to % tabs.length);
}

function show(tab, chosen) {
  tab.setAttribute("aria-selected", String(chosen));
  tab.tabIndex = chosen ? 0 : -1;
  panelOf(tab).hidden = !chosen;
}

function describePanel(tab) {
  panelOf(tab).setAttribute("role", "tabpanel");
  panelOf(tab).setAttribute("aria-labelledby", tab.id);
}

function panelOf(tab) {
  return document.getElementById(tab.getAttribute("aria-controls"));
}
