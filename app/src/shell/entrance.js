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
