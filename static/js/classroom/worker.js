// Keeps the empty page of one lesson, so that it opens without a connection. What is in it never passes through here:
// only the files named in SHELL are answered, everything else goes to the network. A new version waits until the page,
// which knows whether there are notes to be sent, lets it take over.
const STORE = "klas " + SHELL.page;
const NAME = STORE + " " + SHELL.version;

self.addEventListener("install", (event) => event.waitUntil(storeShell()));

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  const isPage = mode === "navigate" && pathname === SHELL.page;
  const isFile = SHELL.files.includes(pathname);
  if (method === "GET" && origin === location.origin && (isPage || isFile)) event.respondWith(answer(event.request));
});

async function storeShell() {
  const store = await caches.open(NAME);
  await store.addAll([SHELL.page, ...SHELL.files].map((address) => new Request(address, { cache: "reload" })));
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(STORE + " ") && name !== NAME).map((name) => caches.delete(name)),
  );
  await self.clients.claim();
}

async function answer(request) {
  const store = await caches.open(NAME);
  return (await store.match(request, { ignoreVary: true, ignoreSearch: true })) || fetch(request);
}
