// What is typed into a new post is kept by the server a few seconds later. Until it has it, and while there is no connection, it lies in
// this tab's own storage: gone with the tab, with publishing and with signing out. Without this file there is the button.
(() => {
  const form = document.querySelector("form[data-keeps]");
  if (!form) return;
  const EVERY = 4000;
  const line = form.querySelector("[data-kept]");
  const warning = form.querySelector("[data-unkept]");
  const key = `stoep-draft ${location.pathname}?${form.elements.kind?.value ?? ""}`;
  let timer = null, sending = false;

  const entries = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const body = (typed) => {
    const sent = new FormData();
    for (const [name, value] of typed) sent.append(name, value);
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    sent.set("keep", "quiet");
    return sent;
  };
  const say = (words, wrong) => {
    line.hidden = Boolean(wrong);
    warning.hidden = !wrong;
    (wrong ? warning : line).textContent = words;
    if (!wrong) line.hidden = !words;
  };

  // Answers where one goes on writing; empty when there is nothing to go on with.
  async function send(typed) {
    const answer = await fetch(form.action, { method: "POST", body: body(typed), headers: { Accept: "text/plain" } });
    const known = [200, 204, 410].includes(answer.status);
    if (known && sessionStorage.getItem(key) === JSON.stringify(typed)) sessionStorage.removeItem(key);
    if (known) say(answer.status === 200 ? await answer.text() : "", false);
    else say(answer.status === 422 ? await answer.text() : warning.dataset.refused, true);
    return answer.headers.get("Draft") ?? "";
  }

  async function keep() {
    timer = null;
    if (sending || form.dataset.sent) return;
    sending = true;
    await send(entries()).catch(() => say(warning.dataset.words, true));
    sending = false;
    if (sessionStorage.getItem(key)) timer ??= setTimeout(keep, EVERY); // something was typed meanwhile, or there is no connection
  }

  const typedNow = () => {
    sessionStorage.setItem(key, JSON.stringify(entries()));
    timer ??= setTimeout(keep, EVERY);
  };
  form.addEventListener("input", typedNow);
  new MutationObserver(typedNow).observe(form.querySelector(".kept"), { childList: true }); // a picture came or went
  addEventListener("online", () => timer || keep());
  addEventListener("pagehide", () => {
    if (timer && !form.dataset.sent) navigator.sendBeacon(form.action, body(entries()));
  });

  // Without a connection the browser would show a page of its own; here one stays where one's words are. Before anybody marks it as sent.
  addEventListener("submit", (event) => {
    if (navigator.onLine || event.target !== form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(warning.dataset.words, true);
  }, true);

  // Back after a connection that was lost: the server gets what it missed, and one goes on where one was. Not who comes to call neighbours:
  // what they said before is kept, and they go on with the call. Nor who sent this very form: it came back with a word about it.
  const missed = JSON.parse(sessionStorage.getItem(key));
  const stays = location.search.includes("urgent=") || missed?.some(([name, value]) => name === "act" && value === form.elements.act.value);
  if (missed && !form.elements.body.value && !location.search.includes("draft=")) {
    send(missed).then((address) => address && !stays && location.replace(address), () => say(warning.dataset.words, true));
  }
})();
