// allauth's passkey script says its failures to the console only. Whoever pressed the button gets a sentence beside it instead.
document.addEventListener("allauth.error", (event) => {
  const numeric = event.detail.exception?.name === "SecurityError";
  const told = document.querySelector(numeric ? "[data-passkey-nameless]" : "[data-passkey-failed]");
  const pressed = document.activeElement?.closest("main p, main form");
  if (!told) return;
  event.preventDefault();
  if (pressed) pressed.after(told);
  told.hidden = false;
});
