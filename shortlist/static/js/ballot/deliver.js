// Talking to the server about a sealed ballot. Each answer to an envelope is an outcome with a kind:
// cast { page } · refused { refusal, sentence } · left (signed out, or the form's token is old) · unreached.

const PATIENCE = 20000; // milliseconds to wait for an answer before the same envelope is sent again

export async function send(url, fields) {
  const wanted = { method: "POST", body: new URLSearchParams(fields), redirect: "manual" };
  try {
    return await ask(url, wanted, outcomeOf);
  } catch {
    return { kind: "unreached" };
  }
}

async function outcomeOf(answer) {
  const isRefusal = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (isRefusal) return { kind: "refused", ...(await answer.json()) };
  if (answer.status === 403 || answer.type === "opaqueredirect") return { kind: "left" };
  const page = parsed(await answer.text());
  return answer.ok && isReceipt(page) ? { kind: "cast", page } : { kind: "unreached" };
}

// Something between us and the server may answer in its place; only a receipt says that the ballot is in the box.
function isReceipt(page) {
  return page.getElementById("code-template") !== null;
}

// A page of ours as it is now; throws while the server cannot be reached.
export function fetchPage(url) {
  return ask(url, {}, async (answer) => {
    if (answer.status >= 500) throw new Error(`answered with ${answer.status}`);
    return parsed(await answer.text());
  });
}

async function ask(url, options, read) {
  const listening = new AbortController();
  const timer = setTimeout(() => listening.abort(), PATIENCE);
  try {
    return await read(await fetch(url, { ...options, signal: listening.signal }));
  } finally {
    clearTimeout(timer);
  }
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}
