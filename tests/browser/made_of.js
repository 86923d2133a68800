// What a page is made of: each kind of element in each kind of parent, with or without words, the order of
// headings, the window and its colours. Pages that differ only in their words, and in how often, are made alike.
() => {
  const TELLING = ["class", "role", "type", "open", "aria-hidden", "aria-current", "aria-disabled"];
  const isSaid = (part) => part.nodeType === Node.TEXT_NODE && part.data.trim() !== "";

  function kind(one) {
    const values = TELLING.map((name) => one?.getAttribute(name) ?? "");
    return [one?.localName, ...(one?.getAttributeNames() ?? []), ...values].join(" ");
  }

  function place(one) {
    return `${kind(one.parentElement)} > ${kind(one)} ${[...one.childNodes].some(isSaid)}`;
  }

  const places = [...document.querySelectorAll("*")].map(place);
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((one) => one.localName);
  const steps = headings.filter((one, at) => one !== headings[at - 1]);
  const colours = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  return [...new Set(places)].sort().concat(steps, window.innerWidth, window.innerHeight, colours).join("\n");
}
