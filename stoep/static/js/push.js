// Switching this browser on and off for messages: only the browser can ask its owner, and only it knows its address and keys.
const card = document.querySelector("[data-push]");

function show(state) {
  for (const part of card.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
}

function bytes(text) {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
}

async function ready() {
  await navigator.serviceWorker.register(card.dataset.worker);
  return navigator.serviceWorker.ready;
}

async function look() {
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return show("no");
  if (Notification.permission === "denied") return show("refused");
  const subscription = await (await ready()).pushManager.getSubscription();
  show(subscription ? "on" : "off");
  if (subscription) card.querySelector("[data-state=on] [name=endpoint]").value = subscription.endpoint;
}

card.querySelector("[data-state=off] form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  if ((await Notification.requestPermission()) !== "granted") return show(Notification.permission === "denied" ? "refused" : "off");
  try {
    const asked = { userVisibleOnly: true, applicationServerKey: bytes(card.dataset.push) };
    const given = (await (await ready()).pushManager.subscribe(asked)).toJSON();
    form.endpoint.value = given.endpoint;
    form.p256dh.value = given.keys.p256dh;
    form.auth.value = given.keys.auth;
    form.submit();
  } catch {
    show("no"); // no message service behind this browser
  }
});

card.querySelector("[data-state=on] form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const subscription = await (await ready()).pushManager.getSubscription();
  if (subscription) await subscription.unsubscribe();
  event.target.submit();
});

look();
