// Starts the worker that keeps what works without a network (server/src/worker), and offers a new version of the app
// when one is ready. It never reloads by itself: somebody may be writing.
start();

async function start() {
  let workers, hadWorker, registration;
  try {
    // In a sandboxed frame even reading this property throws.
    workers = navigator.serviceWorker;
    hadWorker = Boolean(workers?.controller);
    registration = await workers?.register("/sw.js");
  } catch {
    // Refused by a setting, a private window or a missing script.
  }
  // The app works without a worker, but shows no page of its own while offline.
  if (!registration) return;
  const watch = (worker) =>
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && hadWorker) offer(workers, worker);
    });
  if (registration.waiting && hadWorker) offer(workers, registration.waiting);
  watch(registration.installing);
  registration.addEventListener("updatefound", () => watch(registration.installing));
  // Signing out emptied what was kept; whoever is in again has it again.
  (await workers.ready).active?.postMessage("fill");
}

function offer(workers, worker) {
  if (document.querySelector(".update")) return;
  const box = document.createElement("div");
  box.className = "update";
  box.setAttribute("role", "status");
  const button = document.createElement("button");
  button.className = "button small accent";
  button.type = "button";
  button.textContent = "Reload to update";
  button.onclick = () => {
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("take over");
  };
  document.body.append(box);
  // After it is in the page, so that it is read out.
  box.append("A new version is ready.", button);
}
