// <button data-copy="text" data-copied="Gekopieerd">: puts the text on the clipboard and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const label = button.querySelector("[data-label]") || button;
  const before = label.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return;
  }
  label.textContent = button.dataset.copied || before;
  setTimeout(() => {
    label.textContent = before;
  }, 2000);
});
