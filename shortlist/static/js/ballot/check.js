// The check page where scripts run: shown in the ballot's own document, so that the order stays on the device.
// It has its own entry in the browser's history, and "back" leads to the ballot as it was.
import { canSeal } from "../sealing/seal.js";
import { makeCaster, makeSealer } from "./cast.js";
import { checkTemplate, makeCheck, showState, takeToken } from "./check_view.js";
import { fetchPage } from "./deliver.js";
import { focusHeading, showReceipt } from "./receipt.js";
import * as words from "./words.js";

// Returns whether the ballot is cast, whether leaving would interrupt that, and a way to resume the check view where
// the page is loaded anew in it; null where the server has to seal.
export function enableCheck(form, rows, orderNow) {
  if (!canSeal()) return null;
  const ballot = document.getElementById("ballot-view");
  const dock = document.querySelector(".ballot-dock");
  const { title } = document;
  const { member } = document.documentElement.dataset;
  const sealer = makeSealer(form.dataset.manifest, (manifest) => speaksOf(manifest, form, rows));
  const caster = makeCaster(sealer, { show, url, fields, receive, takeToken: (page) => takeToken(check, page) }, member);
  let check = null;
  let state = "ready";
  let scrolled = 0;
  let isCast = false;

  function open() {
    sealer.prepare().catch(() => null);
    if (check === null) scrolled = window.scrollY;
    const next = makeCheck(rows, orderNow());
    (check ?? ballot).replaceWith(next);
    check = next;
    dock.hidden = true;
    document.title = checkTemplate().dataset.title;
    listen();
    show("ready", "");
    window.scrollTo({ top: 0, behavior: "instant" });
    focusHeading(check);
  }

  function listen() {
    check.addEventListener("click", onlyOnce, { capture: true });
    check.querySelector("form").addEventListener("submit", press);
    check.querySelector("[data-change]").addEventListener("click", () => caster.isBusy() || window.history.back());
    check.querySelector("[data-by-server]").addEventListener("click", letServerSeal);
  }

  function close() {
    if (check === null) return;
    caster.stopWaiting();
    check.replaceWith(ballot);
    check = null;
    dock.hidden = false;
    document.title = title;
    window.scrollTo({ top: scrolled, behavior: "instant" });
    dock.querySelector("[type=submit]").focus({ preventScroll: true });
  }

  function press(event) {
    event.preventDefault();
    if (state === "changed") checkAgain();
    else caster.cast(orderNow());
  }

  function show(next, sentence) {
    state = next;
    if (check) showState(check, state, sentence);
  }

  function url() {
    return check.querySelector("form").action;
  }

  function fields() {
    return Object.fromEntries(new FormData(check.querySelector("form")));
  }

  // Another ballot was cast meanwhile: the page learns which, and shows the order once more.
  async function checkAgain() {
    const page = await fetchPage(window.location.href).catch(() => null);
    if (!page) return show("changed", words.notReached());
    if (page.documentElement.dataset.member !== member) return show("left", words.signedOut());
    if (!checkTemplate(page)) return window.location.reload();
    checkTemplate().replaceWith(document.adoptNode(checkTemplate(page)));
    open();
  }

  // Back to the ballot's own form, whose next step is the server's.
  function letServerSeal() {
    close();
    form.dataset.sealed = "by-server";
    dock.querySelector("[type=submit]").click();
  }

  function receive(page, { code, order }) {
    isCast = true;
    window.history.replaceState(null, "", check.querySelector("form").dataset.receipt);
    showReceipt(page, code, order.map((number) => rows.find((row) => row.number === number).name));
  }

  function travel({ state: entry }) {
    if (isCast) return window.location.reload();
    if (isOfCheck(entry)) return check ?? open();
    if (caster.isBusy()) return window.history.pushState({ view: "check" }, "");
    close();
  }

  function isOfCheck(entry) {
    return entry?.view === "check" && orderNow().length > 0;
  }

  form.addEventListener("submit", (event) => {
    if (form.dataset.sealed === "by-server" || orderNow().length === 0) return;
    event.preventDefault();
    window.history.pushState({ view: "check" }, "");
    open();
  });
  window.addEventListener("popstate", travel);
  for (const note of document.querySelectorAll("[data-sealed]")) note.hidden = note.dataset.sealed !== "in-browser";
  return { isCast: () => isCast, isPending: () => caster.isPending(), resume: () => isOfCheck(window.history.state) && open() };
}

// The second press of a double click was meant for what stood there before: it neither casts nor goes back twice.
function onlyOnce(event) {
  if (event.detail < 2) return;
  event.preventDefault();
  event.stopPropagation();
}

// The numbers that are sealed mean what the page shows: the manifest has the same contest and the same names.
function speaksOf(manifest, form, rows) {
  const isSame = (row) => manifest.names.get(row.number) === row.name;
  return manifest.contest === Number(form.dataset.contest) && rows.every(isSame);
}
