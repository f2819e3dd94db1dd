// The QR code of a letter carries address and code behind the #, as "<address>.<code>": no server's log ever sees them.
// Send them as a form, the same one that the list of addresses uses, and wipe them from the address bar first.
const letter = location.hash.match(/^#([0-9A-Z]{26,39})\.([0-9A-Z]{10})$/i);
const form = document.querySelector("[data-letter-form]");
if (letter && form) {
  history.replaceState(null, "", location.pathname);
  for (const [name, value] of [["address", letter[1]], ["code", letter[2]]]) {
    const field = form.querySelector(`input[name="${name}"]`);
    field.value = value;
    field.disabled = false;
  }
  form.submit();
}
