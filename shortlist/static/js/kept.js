// The ranking kept in this tab while a ballot is unfinished, under the contest's id. It never leaves the
// device, and goes when the ballot is cast, on signing out, when somebody else signs in, and with the tab.

const PREFIX = "ballot:";
const MEMBER = "ballot-member";

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
  for (const mark of page.querySelectorAll("[data-clear-ballot]")) {
    attempt(() => sessionStorage.removeItem(PREFIX + mark.dataset.clearBallot));
  }
}

// A page without a member forgets nothing: a session that ran out should not cost anybody their order.
export function keepOnlyTheMembersBallots(page) {
  const { member } = page.documentElement.dataset;
  const left = page.querySelector("[data-forget-ballots]") !== null;
  attempt(() => {
    const before = sessionStorage.getItem(MEMBER);
    if (left || (member && before && before !== member)) forgetAll();
    if (member) sessionStorage.setItem(MEMBER, member);
  });
}

function forgetAll() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) || key === MEMBER) sessionStorage.removeItem(key);
  }
}

// Storage may be switched off; then nothing was kept and there is nothing to forget.
function attempt(change) {
  try {
    change();
  } catch {
    return;
  }
}
