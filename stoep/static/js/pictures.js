// Pictures go up one by one as soon as they are chosen, so that a slow line or a wrong text loses none of them.
// Without this file the button beside the field does the same with the whole form.
(() => {
  const field = document.querySelector("[data-pictures]");
  if (!field) return;
  const input = field.querySelector("input[type=file]");
  const kept = field.querySelector(".kept");
  const going = field.querySelector("[data-going-up]");
  field.querySelector("button[name=add]").hidden = true;

  async function send(file) {
    const body = new FormData();
    body.set("files", file);
    body.set("csrfmiddlewaretoken", input.form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(field.dataset.pictures, { method: "POST", body });
    const line = document.createElement("template");
    line.innerHTML = await answer.text(); // our own fragment, for a refusal too
    if (answer.ok || answer.status === 422) kept.append(line.content);
    return answer.ok || answer.status === 422;
  }

  async function sendAll(files) {
    const bar = going.querySelector("progress");
    const unsent = new DataTransfer();
    going.hidden = false;
    bar.max = files.length;
    for (const [n, file] of files.entries()) {
      bar.value = n;
      going.querySelector("[data-how-far]").textContent = `${n + 1} / ${files.length}`;
      const there = await send(file).catch(() => false);
      if (!there) unsent.items.add(file); // stays in the field: it goes along with the form
    }
    input.files = unsent.files;
    going.hidden = true;
    underWay -= 1;
  }

  let underWay = 0, waits = false, line = Promise.resolve(); // one after the other: of one person one picture is read at a time
  input.addEventListener("change", () => {
    const files = [...input.files];
    if (!files.length) return;
    underWay += 1;
    line = line.then(() => sendAll(files));
  });

  // Whoever is in a hurry sends the form while a picture is on its way: it waits for it. Else the picture would go twice, and be refused.
  // Before anybody marks the form as sent.
  input.form.addEventListener("submit", (event) => {
    if (!underWay || event.target !== input.form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    going.scrollIntoView({ block: "center" });
    const { submitter } = event;
    if (waits) return;
    waits = true;
    line.then(() => {
      waits = false;
      input.form.requestSubmit(submitter);
    });
  }, true);

  kept.addEventListener("click", (event) => {
    const drop = event.target.closest("button[name=drop]");
    if (!drop) return;
    event.preventDefault();
    drop.closest(".picture-line").remove();
    input.focus();
  });
})();
