// The ranking kept in this tab while a ballot is unfinished, under the contest's id.
// It never leaves the device and goes when the ballot is cast, on signing out, and with the tab.

const PREFIX = "ballot:";

export function keepOrder(contest, order) {
  try {
    sessionStorage.setItem(PREFIX + contest, JSON.stringify(order));
    return true;
  } catch {
    return false;
  }
}

export function keptOrder(contest) {
  try {
    const order = JSON.parse(sessionStorage.getItem(PREFIX + contest));
    return Array.isArray(order) ? order.filter(Number.isInteger) : [];
  } catch {
    return [];
  }
}

export function clearCastBallot(page) {
  for (const mark of page.querySelectorAll("[data-clear-ballot]")) forget(PREFIX + mark.dataset.clearBallot);
}

export function forgetBallotsWhenSignedOut(page) {
  if (page.documentElement.hasAttribute("data-signed-out")) forget(PREFIX);
}

// Forgets every key that starts so: a whole key forgets itself alone.
function forget(start) {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key === start || (start === PREFIX && key.startsWith(PREFIX))) sessionStorage.removeItem(key);
    }
  } catch {
    // Storage switched off: nothing was kept.
  }
}
