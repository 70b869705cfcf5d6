// Forms: warn before leaving with unsaved changes (data-guard), send filters at once (data-auto-submit), and never send
// the same form twice.
const dirty = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-guard]");
  if (form) dirty.add(form);
});

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-auto-submit]");
  if (form && !event.target.matches("input[type=search], input[type=text]")) form.requestSubmit();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  dirty.delete(form);
  if (event.defaultPrevented || form.method !== "post" || form.target === "_blank") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (!form.closest("[hx-post], [hx-boost]") && !form.hasAttribute("data-download")) form.dataset.sent = "";
});

// A form that saves itself has nothing to lose any more.
document.addEventListener("form:saved", (event) => dirty.delete(event.target));

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

addEventListener("beforeunload", (event) => {
  for (const form of dirty) {
    if (form.isConnected) event.preventDefault();
  }
});

// An error summary takes the focus, also when htmx puts it in the page.
const focusSummary = (root) => root.querySelector?.(".error-summary")?.focus();
focusSummary(document);
document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));

// The line at the top of the page while htmx waits for an answer.
document.addEventListener("htmx:beforeRequest", () => {
  document.documentElement.dataset.loading = "";
});
document.addEventListener("htmx:afterRequest", () => {
  delete document.documentElement.dataset.loading;
});
