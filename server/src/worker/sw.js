// The app's assets, kept for when there is no network, and the page that says so. Nothing of anybody's is kept: pages,
// answers and photographs always come from the network. VERSION and ASSETS stand before this (server/src/worker.rs).
const CACHE = `shell-${VERSION}`;
const OFFLINE = "/offline.html";
const LEAVING = ["/api/sign_out", "/api/sign_out_everywhere", "/api/delete_account"];

async function fill() {
  const cache = await caches.open(CACHE);
  const kept = await Promise.all(ASSETS.map((asset) => cache.match(asset)));
  await cache.addAll(ASSETS.filter((_, index) => !kept[index]));
}

async function purge(except) {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== except).map((name) => caches.delete(name)));
}

async function offline() {
  return (await caches.match(OFFLINE)) ?? Response.error();
}

addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(purge(CACHE).then(() => clients.claim())));

addEventListener("message", (event) => {
  if (event.data === "fill") event.waitUntil(fill());
  if (event.data === "take over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (LEAVING.includes(pathname)) return event.waitUntil(purge());
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(offline));
  } else if (ASSETS.includes(pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
