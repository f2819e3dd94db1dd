// Tells the board up to where it was read, once the newest page has been on screen for a moment. Without a script the line simply stays.
(() => {
  const form = document.getElementById("seen");
  if (!form) return;
  const send = () => fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => null);
  const wait = () => {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", wait);
    setTimeout(send, 2000);
  };
  document.addEventListener("visibilitychange", wait);
  wait();
})();
