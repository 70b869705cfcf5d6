// Forms with data-upload show that they are busy while a file travels; [data-print] prints the page.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.hasAttribute("data-upload")) return;
  const progress = form.querySelector(".upload-progress");
  if (progress) progress.hidden = false;
});
addEventListener("pageshow", () => {
  for (const progress of document.querySelectorAll(".upload-progress")) progress.hidden = true;
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
