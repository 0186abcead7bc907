// Starts the worker that keeps what works without a network (server/src/worker), and offers a new version of the app
// when one is ready. It never reloads by itself: somebody may be writing.
if ("serviceWorker" in navigator) start();

async function start() {
  const hadWorker = Boolean(navigator.serviceWorker.controller);
  const registration = await navigator.serviceWorker.register("/sw.js");
  const watch = (worker) =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && hadWorker) offer(worker);
    });
  if (registration.waiting && hadWorker) offer(registration.waiting);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  // Signing out emptied what was kept; whoever is in again has it again.
  (await navigator.serviceWorker.ready).active.postMessage("fill");
}

function offer(worker) {
  if (document.querySelector(".update")) return;
  const box = document.createElement("div");
  box.className = "update";
  box.setAttribute("role", "status");
  const button = document.createElement("button");
  button.className = "button small accent";
  button.type = "button";
  button.textContent = "Reload to update";
  button.onclick = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("take over");
  };
  document.body.append(box);
  // After it is in the page, so that it is read out.
  box.append("A new version is ready.", button);
}
