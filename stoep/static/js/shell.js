// Small comforts of the frame. Every page works without this file.

// A menu closes when one looks away or presses Escape; <details> alone stays open.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
// A link to something inside a fold opens it; not every browser does so by itself.
document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");

// A form is sent once, however often the button is pressed. The server knows its id too; this only spares the wait.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[hx-post]")) return;
  if (form.dataset.sent) event.preventDefault();
  else if (form.matches(".compose") && form.elements.act && event.submitter?.name !== "keep") {
    history.replaceState({ ...history.state, sent: form.elements.act.value }, "");
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000); // the line broke: let it be tried again
});

// What js/drafts.js laid by in this tab goes when its form was sent, kept or thrown away, and all of it with signing out.
for (const over of document.querySelectorAll("[data-over]")) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("stoep-draft ") && sessionStorage[key].includes(over.dataset.over)) sessionStorage.removeItem(key);
  }
}
document.addEventListener("submit", ({ target }) => {
  if (target.action.endsWith("/logout/")) sessionStorage.clear();
});

// Inside a neighbourhood: messages on this device, and a page of our own when there is no connection. It keeps nothing of anybody.
if ("serviceWorker" in navigator && document.querySelector("main.main")) {
  navigator.serviceWorker.register(`/worker.${document.documentElement.lang}.js`).catch(() => {});
}

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  // Back on a form that was sent, the browser puts the words back. Sent again as they are, they are the same act; changed, a new one.
  const act = document.querySelector("form.compose")?.elements.act;
  const sent = history.state?.sent;
  if (!act || !sent) return;
  const fresh = act.value !== sent ? act.value : crypto.randomUUID?.() || sent;
  act.value = sent;
  act.form.addEventListener("input", () => (act.value = fresh), { once: true });
});

// Who opens a line of the bell has seen it, also before the page has said so for all of them.
document.addEventListener("click", ({ target }) => {
  const line = target.closest?.('li[id^="notice-"]:has(.dot)');
  const form = document.querySelector("form.bell-read");
  if (!line || !form || !target.closest("a.line-go")) return;
  const seen = new FormData(form);
  seen.set("notice", line.id.slice("notice-".length));
  navigator.sendBeacon(form.action, seen);
});

// An answer to a form that was refused: whoever comes back to it, or loads it again, asks for the page and does not send the form again.
const again = document.querySelector("[data-again]");
if (again) history.replaceState(history.state, "", again.dataset.again);

// A talk is swapped whole when something was said in it: whoever uses the keyboard goes on there, not at the top of the page.
document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (document.activeElement !== document.body || !target.matches?.(".talk")) return;
  const said = [...target.querySelectorAll(".comment")];
  const here = detail.requestConfig?.verb === "post" ? said.pop() : said[0];
  if (here) {
    here.tabIndex = -1;
    here.focus({ preventScroll: true });
  }
});
