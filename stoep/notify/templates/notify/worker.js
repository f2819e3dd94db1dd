// Stays when the page is closed. Two things: it shows the messages this site sends to this device, and a page of our own when there is no
// connection. It never keeps a page of anybody: only files that are the same for everyone.
const TOLD = {{ told_json }};

self.addEventListener("install", (event) => {
  const keep = TOLD.keep.map((url) => new Request(url, { credentials: "omit", cache: "reload" }));
  event.waitUntil(caches.open(TOLD.store).then((store) => store.addAll(keep)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const others = (names) => names.filter((name) => name.startsWith("stoep-") && name !== TOLD.store);
  event.waitUntil(caches.keys().then((names) => Promise.all(others(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(TOLD.offline)));
  } else if (TOLD.keep.includes(new URL(request.url).pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request.url)));
  }
});

self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data.json();
  } catch {
    said = {}; // an empty message still says that there is something
  }
  const shown = { body: said.body || TOLD.body, tag: said.tag || "stoep", lang: said.language || "", icon: TOLD.icon, badge: TOLD.badge };
  const show = () => self.registration.showNotification(said.title || "Stoep", { ...shown, data: { url: said.url || "/home/" } });
  const there = (page) => page.visibilityState === "visible" && new URL(page.url).pathname === said.url; // its reader has it open
  event.waitUntil(self.clients.matchAll({ type: "window" }).then((open) => (open.some(there) ? undefined : show())));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data.url, self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((open) => (open.length ? open[0].focus().then((page) => page.navigate(url.href)) : self.clients.openWindow(url.href))),
  );
});
