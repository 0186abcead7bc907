let leaves = false;
// A page that is left stops what it was loading.
addEventListener("pagehide", () => (leaves = true));
addEventListener("pageshow", () => (leaves = false));
function programFailed() {
  if (leaves) return;
  document.documentElement.dataset.program = "failed";
  // A browser without WebAssembly has pages and forms that work: there is nothing to reload for.
  if (typeof WebAssembly === "object") showBroken();
}
function showBroken() {
  const banner = document.getElementById("broken");
  // An open dialog makes everything beside it inert.
  for (const dialog of document.querySelectorAll("dialog:modal")) dialog.close();
  if (banner) banner.hidden = false;
  else addEventListener("DOMContentLoaded", showBroken, { once: true });
}
function stopped(cause) {
  if (typeof WebAssembly !== "object" || !(cause instanceof WebAssembly.RuntimeError)) return;
  // What turns the globe before the program is there: without it the globe waits.
  if (!cause.stack?.includes("/starter/")) showBroken();
}
addEventListener("error", ({ error }) => stopped(error));
addEventListener("unhandledrejection", ({ reason }) => stopped(reason));
