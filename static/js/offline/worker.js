// Keeps one page without a word of anybody, and shows it where the network gives no answer. Everything else passes by.
const STORE = "zonder verbinding";
const NAME = `${STORE} ${SHELL.version}`;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(storeShell());
});

self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") event.respondWith(answer(event.request, SHELL.page));
  else if (SHELL.files.includes(pathname)) event.respondWith(answer(event.request, pathname));
});

async function storeShell() {
  const store = await caches.open(NAME);
  const options = { cache: "reload", credentials: "omit" };
  await store.addAll([SHELL.page, ...SHELL.files].map((address) => new Request(address, options)));
}

async function dropOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(`${STORE} `) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function answer(request, kept) {
  try {
    return await fetch(request);
  } catch (problem) {
    const store = await caches.open(NAME);
    const found = await store.match(kept, { ignoreVary: true, ignoreSearch: true });
    if (found) return found;
    throw problem;
  }
}
