function showBroken() {
  const banner = document.getElementById("broken");
  // An open dialog makes everything beside it inert.
  for (const dialog of document.querySelectorAll("dialog:modal")) dialog.close();
  if (banner) banner.hidden = false;
  else addEventListener("DOMContentLoaded", showBroken, { once: true });
}
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) showBroken();
});
addEventListener("unhandledrejection", ({ reason }) => {
  if (reason instanceof WebAssembly.RuntimeError) showBroken();
});
