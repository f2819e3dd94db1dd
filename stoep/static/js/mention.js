// Helps to name a neighbour: an @ and two letters in a text show whom it could be. Without this file one types the whole name.
(() => {
  const address = document.currentScript.dataset.mention;
  const SIGN = /(?:^|[^\p{L}\p{N}_@/.=&?+#%~-])@([\p{L}\p{N}][^@\n]{1,39})$/u; // as board/mentions.py reads it
  let [area, box] = [null, null]; // the text that is being written, the list under it
  let [at, done] = [-1, -1]; // where the @ stands; the one that was answered or waved away: its list stays closed
  let nobody = null; // what nobody's name begins with needs no second question when more is typed
  let [asked, timer] = [0, 0];

  const options = () => (box ? [...box.querySelectorAll("[role=option]")] : []);
  const say = (words) => box && (box.querySelector("[role=status]").textContent = words);

  function close() {
    clearTimeout(timer);
    asked += 1; // an answer on its way comes too late
    box?.querySelector("[role=listbox]")?.remove();
    say("");
    for (const name of ["aria-controls", "aria-activedescendant"]) area?.removeAttribute(name);
  }

  function point(option) {
    for (const one of options()) one.setAttribute("aria-selected", one === option);
    area.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function choose(option) {
    area.setRangeText(`${option.dataset.name} `, at + 1, area.selectionStart, "end");
    const chosen = { type: "hidden", name: "mention", value: option.dataset.member }; // tells two neighbours of one name apart
    area.form.append(Object.assign(document.createElement("input"), chosen));
    done = at;
    close();
  }

  async function ask(typed) {
    const mine = (asked += 1);
    const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`).catch(() => null);
    const html = answer?.ok ? await answer.text() : "";
    if (mine !== asked || document.activeElement !== area) return;
    close();
    box.insertAdjacentHTML("beforeend", html);
    nobody = html && !options().length ? typed : null;
    if (!options().length) return close();
    area.setAttribute("aria-controls", "mention-list");
    say(box.querySelector("[role=listbox]").dataset.say);
    point(options()[0]);
  }

  document.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea[name=body]")) return;
    if (target !== area || !box?.isConnected) {
      [area, done] = [target, -1];
      area.setAttribute("aria-autocomplete", "list");
      const there = area.parentElement.querySelector(".mention");
      if (!there) area.insertAdjacentHTML("afterend", '<div class="mention"><p class="only-read" role="status"></p></div>');
      box = there ?? area.nextElementSibling;
    }
    const typed = SIGN.exec(area.value.slice(0, area.selectionStart))?.[1];
    at = typed ? area.selectionStart - typed.length - 1 : -1;
    if (!typed || at === done || typed.trim().length < 2 || (nobody && typed.startsWith(nobody))) return close();
    clearTimeout(timer);
    timer = setTimeout(ask, 150, typed.trim());
  });

  document.addEventListener("keydown", (event) => {
    const all = event.target === area && !event.isComposing ? options() : [];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!all.length || !(step || ["Enter", "Escape"].includes(event.key))) return;
    event.preventDefault();
    const now = all.findIndex((one) => one.id === area.getAttribute("aria-activedescendant"));
    if (step) return point(all.at((now + step) % all.length));
    if (event.key === "Enter") return choose(all[now]);
    done = at;
    close();
  });
  document.addEventListener("mousedown", (event) => event.target.closest(".mention") && event.preventDefault()); // the text keeps the focus
  document.addEventListener("click", ({ target }) => options().includes(target.closest("li")) && choose(target.closest("li")));
  document.addEventListener("focusout", ({ target }) => target === area && close());
})();
