// By keyboard alone: A–F and H choose, 1–4 save, T writes, arrows walk through the rows. Not while one writes.
const MATCHES = ["expected", "partly", "otherwise", "not_seen"];

function pressed(event) {
  const isWriting = event.target.matches("textarea, input[type=password]");
  if (event.key === "Escape" && isWriting) event.target.blur();
  if (isWriting || event.ctrlKey || event.metaKey || event.altKey || !state.key || part("thumb").hidden) return;
  const key = event.key.toUpperCase();
  const match = MATCHES[Number(event.key) - 1];
  if (match) saveNote(match);
  else if (key === "T") part("text").focus();
  else if (key === "H") choosePupil(CLASS);
  else if (/^[A-F]$/.test(key)) choosePupil(key);
  else if (event.key === "PageDown") goToRow(state.row + 1);
  else if (event.key === "PageUp") goToRow(state.row - 1);
  else return;
  event.preventDefault();
}
