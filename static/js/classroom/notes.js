// Observing: a pupil is chosen, a tap on a match saves the note with its time.
const SHOWN = 3;
const NUDGE_AFTER = 8 * 60 * 1000;
const DRAFT_AFTER = 400;
const TWICE_WITHIN = 500;
const CLASS = "";
let showsAll = false;
let lastTap = { at: 0 };
let draftTimer = 0;

const currentRow = () => state.bundle.rows[state.row];
const chosenPupil = () => document.querySelector("#pupils input:checked")?.value ?? CLASS;

function chip(name, pupil) {
  const input = made("input", { type: "radio", name, value: pupil.code, autocomplete: "off" });
  const letter = pupil.code ? made("b", { textContent: pupil.code }) : drawn(iconAddress("users-round"), "icon");
  return made("label", {}, input, letter, made("span", { textContent: pupil.alias || "" }));
}

// The sprite stands where the other icons of this page come from.
function iconAddress(name) {
  return document
    .querySelector("#lock use")
    .getAttribute("href")
    .replace(/#.*/, "#" + name);
}

function drawPupils() {
  const everybody = [...state.bundle.pupils, { code: CLASS, alias: words("whole_class") }];
  const mine = state.bundle.pupils.find((one) => one.is_mine);
  for (const label of part("pupils").querySelectorAll("label")) label.remove();
  part("pupils").append(...everybody.map((one) => chip("pupil", one)));
  choosePupil(mine ? mine.code : CLASS);
}

function choosePupil(code) {
  const input = [...part("pupils").querySelectorAll("input")].find((one) => one.value === code);
  if (!input) return;
  input.checked = true;
  drawExpected();
}

function drawExpected() {
  const row = currentRow();
  const code = chosenPupil();
  const expected = row && code ? row.expected[code] : "";
  const lookFor = row && code ? row.look_for[code] : "";
  setText("expected", expected || words(code ? "nothing_expected" : "class_expected"));
  setText("look-for", lookFor || "");
  part("look-for-line").hidden = !lookFor;
}

function drawRow() {
  const { rows } = state.bundle;
  setText("row-label", currentRow()?.label || "");
  part("row-before").disabled = state.row === 0;
  part("row-after").disabled = state.row >= rows.length - 1;
  part("run").replaceChildren(
    ...rows.map((row, at) => {
      const line = made("i", { className: at < state.row ? "past" : at === state.row ? "at" : "" });
      line.style.setProperty("flex-grow", String(row.minutes || 5));
      return line;
    }),
  );
  drawExpected();
  drawTime();
}

function drawTime() {
  if (!state.bundle) return;
  const elapsed = Math.floor((Date.now() - state.rowSince) / 60_000);
  const minutes = currentRow()?.minutes;
  const text = minutes ? words("of_minutes", { elapsed, minutes }) : words("since_minutes", { elapsed });
  setText("row-time", text + " · " + clockTime(Date.now()));
  const isDue = Date.now() - state.lookedAt >= NUDGE_AFTER;
  if (isDue && part("nudge").hidden) drawNudge();
  part("nudge").hidden = !isDue;
  const wanted = [...part("pupils").querySelectorAll("label")].at(-1);
  if (wanted) wanted.classList.toggle("is-wanted", isDue);
}

function drawNudge() {
  const pupil = chosenPupil();
  setText("nudge-text", pupil ? words("nudge", { pupil }) : words("nudge_class"));
}

function goToRow(row) {
  if (row < 0 || row >= state.bundle.rows.length) return;
  state.row = row;
  state.rowSince = Date.now();
  drawRow();
  keepDraftSoon();
}

// Saving ------------------------------------------------------------------------------------------

async function saveNote(match) {
  if (isTappedTwice(match)) return;
  const old = state.changing;
  const note = {
    kind: "note",
    uuid: old ? old.uuid : crypto.randomUUID(),
    revision: old ? old.revision + 1 : 1,
    noted_at: old ? old.noted_at : new Date().toISOString(),
    ...(old && { changed_at: new Date().toISOString() }),
    row: currentRow()?.key || null,
    pupil: chosenPupil(),
    match,
    text: part("text").value.trim(),
    quote: part("quote").checked,
    critical: part("critical").checked,
  };
  state.notes = [note, ...state.notes.filter((one) => one.uuid !== note.uuid)];
  if (note.pupil === CLASS) state.lookedAt = Date.now();
  emptyForm();
  await keep(note);
}

// A thumb that trembles: the same tap at once, without another word.
function isTappedTwice(match) {
  const tap = { at: Date.now(), match, pupil: chosenPupil(), isBare: !part("text").value && !state.changing };
  const before = lastTap;
  lastTap = tap;
  return tap.isBare && tap.at - before.at < TWICE_WITHIN && tap.match === before.match && tap.pupil === before.pupil;
}

function emptyForm() {
  state.changing = null;
  part("text").value = "";
  part("quote").checked = part("critical").checked = false;
  part("changing").hidden = part("name-hint").hidden = true;
}

async function keep(note) {
  const { uuid, revision, isSent: _isSent, ...content } = note;
  const about = state.bundle.lesson + "|" + uuid + "|" + revision;
  const isGone = note.kind === "withdrawn";
  const forTeam = { here: HERE, format: FORMAT, uuid, revision };
  forTeam.sealed = await sealed(state.place.publicKey, content, about);
  const box = isGone
    ? null
    : { here: HERE, format: FORMAT, uuid, revision, ...(await encrypted(state.key, content, about)) };
  try {
    await putNote(forTeam, box);
    if (!isGone) await keepDraft();
    if (note.kind === "note") setText("said", words("saved", { time: clockTime(note.noted_at) }));
  } catch {
    // No room: it stays in the memory of this page and is sent from there.
    state.full = true;
    state.memory.set(uuid, forTeam);
  }
  note.isSent = false;
  await countUnsent();
  drawNotes();
  drawTopLine();
  send();
}

async function takeBack(note) {
  state.notes = state.notes.filter((one) => one !== note);
  setText("said", words("taken_back"));
  drawNotes();
  if (state.memory.delete(note.uuid) || (await forgetUntried(note.uuid))) {
    await countUnsent();
    drawTopLine();
    return;
  }
  const changed_at = new Date().toISOString();
  await keep({ kind: "withdrawn", uuid: note.uuid, revision: note.revision + 1, changed_at });
}

function startChange(note) {
  state.changing = note;
  const row = state.bundle.rows.findIndex((one) => one.key === note.row);
  if (row >= 0) goToRow(row);
  choosePupil(note.pupil);
  part("text").value = note.text;
  part("quote").checked = note.quote;
  part("critical").checked = note.critical;
  part("changing").hidden = false;
  part("text").focus();
}

// What is being typed is encrypted as well: a phone that dies keeps it, answers of a pupil included.
async function keepDraft() {
  if (!state.key) return;
  const draft = { text: part("text").value, pupil: chosenPupil(), row: state.row, asked: askedNow() };
  for (const flag of ["quote", "critical"]) draft[flag] = part(flag).checked;
  const box = await encrypted(state.key, draft, "draft");
  if (!(await changePlace(() => ({ draft: box })))) await lookAgain();
}

function keepDraftSoon() {
  clearTimeout(draftTimer);
  draftTimer = setTimeout(() => keepDraft().catch(() => null), DRAFT_AFTER);
}

function typed() {
  keepDraftSoon();
  hintAtName("name-hint", part("text").value);
}

function answered() {
  keepDraftSoon();
  hintAtName("interview-hint", Object.values(askedNow().answers).join("\n"));
}

function hintAtName(id, text) {
  const name = nameIn(text);
  part(id).hidden = !name;
  if (name) setText(id, words("name_hint", { word: name }));
}

// A word with a capital inside a sentence that is no invented name of this lesson: perhaps a pupil's own.
function nameIn(text) {
  const known = new Set(state.bundle.pupils.flatMap((one) => [one.code, one.alias]));
  for (const sentence of text.split(/[.!?:«»"\n]+/)) {
    const inside = sentence.trim().split(/\s+/).slice(1);
    const found = inside
      .map((word) => word.replace(/[^\p{L}-]/gu, ""))
      .find((word) => /^\p{Lu}\p{Ll}+/u.test(word) && !known.has(word));
    if (found) return found;
  }
  return "";
}

// The list -------------------------------------------------------------------------------------------

function drawNotes() {
  if (!state.bundle) return;
  const notes = state.notes.filter((one) => one.kind === "note");
  part("mine").replaceChildren(...notes.slice(0, showsAll ? notes.length : SHOWN).map(noteLine));
  part("show-more").hidden = showsAll || notes.length <= SHOWN;
}

function noteLine(note, at) {
  const time = clockTime(note.noted_at);
  const where = words(note.isSent ? "is_sent" : "on_device");
  const text = note.quote && note.text ? "«" + note.text + "»" : note.text;
  const mark = drawn("#m-" + note.match, "mark", words(note.match));
  mark.dataset.match = note.match;
  const letter = note.pupil || drawn(iconAddress("users-round"), "icon", words("whole_class"));
  const body = made("span", {}, text || words(note.match), made("time", { textContent: time + ", " + where }));
  const line = made("li", { className: note.critical ? "is-critical" : "" });
  line.append(made("span", { className: "pupil s" }, letter), mark, body);
  if (at === 0) line.append(deed("undo", words("undo"), () => takeBack(note)));
  const pencil = deed("edit", "", () => startChange(note));
  pencil.append(drawn(iconAddress("pencil"), "icon"));
  pencil.setAttribute("aria-label", words("edit", { time }));
  line.append(pencil);
  return line;
}

function deed(css, label, does) {
  return made("button", { type: "button", className: css, textContent: label, onclick: does });
}

// The last resort -------------------------------------------------------------------------------------

function notesAsText() {
  const lines = [...state.notes].reverse().map((note) => {
    if (note.kind === "interview") {
      const answers = Object.keys(state.bundle.questions).map((name) => note[name] || "-");
      return [clockTime(note.noted_at), note.pupil, ...answers].join("\t");
    }
    const row = state.bundle.rows.find((one) => one.key === note.row)?.label || "";
    const flags = (note.quote ? words("quote") + " " : "") + (note.critical ? words("critical") : "");
    return [
      clockTime(note.noted_at),
      note.pupil || words("whole_class"),
      row,
      words(note.match),
      note.text,
      flags,
    ].join("\t");
  });
  return lines.join("\n");
}

async function copyNotes() {
  const text = notesAsText();
  part("copy-text").value = text;
  part("copy-text").hidden = false;
  part("copy-details").open = true;
  try {
    await navigator.clipboard.writeText(text);
    setText("said", words("copied"));
  } catch {
    setText("said", words("copy_failed"));
    part("copy-text").select();
  }
}
