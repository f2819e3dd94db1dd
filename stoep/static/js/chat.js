// A conversation that is open: what is new comes by itself (live.js), and is read. Every page works without this file.
(() => {
  const list = document.getElementById("messages");
  const lines = document.getElementById("conversations");
  document.documentElement.classList.add("scripted");
  document.addEventListener("stoep:news", (event) => (lines ? refresh(event.detail) : merge(event.detail)));

  function refresh(html) {
    if (!html) return;
    lines.className = "card lines chat-list";
    lines.innerHTML = html; // our own fragment
  }

  const atEnd = () => window.innerHeight + window.scrollY > document.documentElement.scrollHeight - 160;
  const toEnd = () => window.scrollTo(0, document.documentElement.scrollHeight);

  // Days and ids both go up with time. What changed above the first of this page stays where it is: on a page before this one.
  const ident = (item) => item.id.slice(item.id.indexOf("-") + 1);
  function above(item) {
    const first = list.querySelector(item.matches(".day") ? ".day" : "[data-changed]");
    return first !== null && ident(item) < ident(first);
  }

  // What is there already is replaced, what is new goes to the end.
  function merge(html) {
    const low = atEnd();
    const got = document.createElement("template");
    got.innerHTML = html; // our own fragments
    for (const item of [...got.content.children]) {
      const old = document.getElementById(item.id);
      if (!old && above(item)) continue;
      if (!old) list.append(item);
      else if (!item.classList.contains("day")) old.replaceWith(item);
      if (window.htmx) window.htmx.process(item);
    }
    const said = [...list.querySelectorAll("[data-changed]")];
    const newest = said.map((one) => one.dataset.changed).sort().pop();
    if (newest) list.dataset.since = `${list.dataset.since.split("?")[0]}?after=${encodeURIComponent(newest)}`;
    if (low && html) toEnd();
    read();
  }

  let told = "";
  function read() {
    const last = [...list.querySelectorAll("[id^=message-]")].pop()?.id.slice(8);
    if (!list.dataset.read || !last || last === told || document.visibilityState !== "visible") return;
    if (!told && !("unread" in list.dataset)) return void (told = last);
    told = last;
    if ("unread" in list.dataset) fewer();
    const headers = JSON.parse(document.body.getAttribute("hx-headers") || "{}");
    fetch(list.dataset.read, { method: "POST", headers, body: new URLSearchParams({ up_to: last }) }).catch(() => { told = ""; });
  }

  // The number on the tab counted this conversation.
  function fewer() {
    delete list.dataset.unread;
    for (const count of document.querySelectorAll(".tab-count, .side-count")) {
      const left = Number(count.textContent) - 1;
      if (left > 0) count.textContent = left;
      else count.nextElementSibling?.remove(), count.remove();
    }
  }

  if (list) {
    read();
    document.addEventListener("visibilitychange", read);
    if (!location.hash && list.dataset.since) toEnd();
  }
  // A tap on one of two times: back comes the message as it stands now.
  list?.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.target.matches(".times")) merge(event.detail.xhr.responseText);
  });
})();
