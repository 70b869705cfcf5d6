// The page for when there is no connection is put on the device once the page that was asked for has long been there.
const QUIET = 4000;
addEventListener("load", () => {
  const worker = document.querySelector("script[data-worker]")?.dataset.worker;
  if (worker && navigator.serviceWorker) {
    setTimeout(() => navigator.serviceWorker.register(worker, { updateViaCache: "none" }).catch(() => null), QUIET);
  }
});
