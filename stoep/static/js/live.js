// Says on an open page that something is new. The bar ([data-since]) is a link that also works by itself; the text goes into its
// [data-words], or itself. With data-word="mine" it hears what is for this reader alone, and hands the answer on (stoep:news).
// data-since: a tiny address; its answer is the bar's text, empty when nothing is new, 304 when nothing changed.
// data-ticket: where to ask, by POST, for a stream's address; none, or no stream: data-since is asked every half minute.
(() => {
  const POLL = 30000;
  let bar, stream, timer, etag = "", pause = 2000, opening = 0;

  const shown = () => document.visibilityState === "visible";

  async function look() {
    if (!bar?.isConnected) return;
    const address = bar.dataset.since;
    const headers = etag ? { "If-None-Match": etag } : {};
    const answer = await fetch(address, { headers, cache: "no-store" }).catch(() => null);
    if (!answer || answer.status === 304) return;
    if (answer.status === 404) return void (close(), (bar = null));
    if (!answer.ok) return;
    etag = answer.headers.get("ETag") || "";
    const words = (await answer.text()).trim();
    if (!bar?.isConnected || bar.dataset.since !== address) return;
    if (bar.dataset.word) return void document.dispatchEvent(new CustomEvent("stoep:news", { detail: words }));
    (bar.querySelector("[data-words]") || bar).textContent = words;
    bar.hidden = !words;
  }

  function later(act, milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  }

  async function poll() {
    if (shown()) await look();
    if (bar?.isConnected && !stream) later(poll, POLL);
  }

  function close() {
    clearTimeout(timer);
    stream?.close();
    stream = null;
  }

  async function open() {
    close();
    if (!bar?.isConnected || !shown()) return;
    const mine = bar;
    const options = { method: "POST", headers: JSON.parse(document.body.getAttribute("hx-headers") || "{}"), cache: "no-store" };
    const answer = mine.dataset.ticket ? await fetch(mine.dataset.ticket, options).catch(() => null) : null;
    const address = answer?.ok ? (await answer.json()).stream : "";
    if (bar !== mine || stream || !shown()) return;
    if (!address) return poll();
    const opened = (stream = new EventSource(address));
    opening = Date.now();
    opened.onopen = look;
    // Everybody hears at once; looking is spread over a second and a half, so that they do not all ask at once.
    // What is for one reader alone ("mine") is asked for at once.
    opened.onmessage = ({ data }) => {
      if (data === (bar?.dataset.word || "new")) later(look, data === "mine" ? 20 : 100 + Math.random() * 1400);
    };
    opened.onerror = () => { // a ticket works once: come back with a new one, later each time it did not last
      if (stream !== opened) return;
      close();
      pause = Date.now() - opening > 60000 ? 2000 : Math.min(pause * 2, POLL);
      later(() => { look(); open(); }, pause * (0.5 + Math.random()));
    };
  }

  function start() {
    const found = document.querySelector("[data-since]");
    if (!found?.dataset.since || found === bar) return;
    bar = found;
    etag = "";
    open();
  }

  document.addEventListener("visibilitychange", () => (shown() ? (look(), open()) : close()));
  document.addEventListener("htmx:load", start); // a page that htmx brought
  start();
})();
