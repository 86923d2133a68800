// Gives each [data-copy] field a working "Copy" button.

export function copyButtons(page) {
  if (!navigator.clipboard) return;
  for (const field of page.querySelectorAll("[data-copy]")) enable(field);
}

function enable(field) {
  const button = field.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => copy(field));
}

async function copy(field) {
  const input = field.querySelector("input");
  const said = field.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(input.value);
    said.textContent = field.dataset.copied;
  } catch {
    input.select();
    said.textContent = field.dataset.notCopied;
  }
}
