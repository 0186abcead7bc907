// Where one can come in, nobody is: what this browser kept of somebody goes.
if (document.querySelector("form[action='/api/continue_as_guest']")) {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith("appchat.status.")) localStorage.removeItem(key);
  } catch {} // a browser that gives no storage has kept nothing
}
for (const button of document.querySelectorAll("[data-reveals]")) {
  const field = document.getElementById(button.dataset.reveals);
  const show = (shown) => {
    field.type = shown ? "text" : "password";
    button.firstChild.textContent = shown ? "Hide" : "Show";
  };
  button.hidden = false;
  button.onclick = () => show(field.type === "password");
  field.form.addEventListener("submit", () => show(false));
}
const field = document.querySelector("[autocomplete=new-password]");
const hint = document.getElementById("password-hint");
field?.addEventListener("input", () => {
  const missing = 8 - field.value.length;
  hint.textContent =
    missing > 0 ? `Too short yet: ${missing} more.`
    : missing > -4 ? "Long enough. A few more words would make it strong."
    : "Strong.";
});
