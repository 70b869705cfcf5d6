// Theme buttons: change the page at once and remember it in a cookie, which the server reads for the next page.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.target.id !== "preferences" || button?.name !== "theme") return;
  event.preventDefault();
  const theme = button.value;
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  for (const other of document.querySelectorAll("button[form=preferences][name=theme]")) {
    other.setAttribute("aria-pressed", String(other.value === theme));
  }
});
