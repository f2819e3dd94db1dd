// The line to write on: what one sends stands in the conversation at once, and comes back into the line when it could not be sent.
// Without this file it is an ordinary form.
(() => {
  const form = document.getElementById("write");
  if (!form) return;
  document.documentElement.classList.add("scripted");
  const list = document.getElementById("messages");
  const toEnd = () => window.scrollTo(0, document.documentElement.scrollHeight);
  const words = form.elements.body;
  const files = form.elements.files;
  const wrong = form.querySelector("[data-wrong]");
  const chosen = form.querySelector("[data-chosen]");
  let going = null, kept = "";

  function complain(text) {
    wrong.textContent = text;
    wrong.hidden = !text;
  }

  files.addEventListener("change", () => {
    chosen.textContent = [...files.files].map((file) => file.name).join(", ");
    chosen.hidden = !files.files.length;
    form.querySelector("details.menu").open = false;
    words.focus();
  });

  // Where there is a real keyboard, Enter sends and Shift with Enter begins a line.
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !matchMedia("(hover: hover)").matches) return;
    event.preventDefault();
    if (words.value.trim() || files.files.length) form.requestSubmit();
  });

  form.addEventListener("htmx:configRequest", (event) => {
    if (event.target === form) event.detail.parameters.after = new URLSearchParams(list.dataset.since.split("?")[1]).get("after") || "";
  });
  form.addEventListener("htmx:beforeSend", (event) => {
    if (event.target !== form) return;
    complain("");
    kept = words.value;
    words.value = "";
    going = document.createElement("li");
    going.className = "said said-mine said-going";
    const bubble = document.createElement("div");
    bubble.className = "said-in";
    bubble.append(document.createElement("p"));
    bubble.firstChild.textContent = kept.trim() || chosen.textContent;
    going.append(bubble);
    list.append(going);
    toEnd();
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.target !== form) return;
    const answer = event.detail.xhr;
    going?.remove();
    if (event.detail.successful) {
      form.elements.act.value = answer.getResponseHeader("Next-Act");
      files.value = "";
      chosen.hidden = true;
      form.querySelector(".write-kept")?.remove();
      document.dispatchEvent(new CustomEvent("stoep:news", { detail: answer.responseText }));
      toEnd();
    } else {
      words.value = kept + (words.value ? `\n${words.value}` : "");
      complain(answer.status === 422 ? answer.responseText : form.dataset.failed);
    }
    words.focus();
  });
})();
