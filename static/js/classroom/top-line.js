// The line above everything: always words, the most urgent thing first.
function drawTopLine() {
  const line = topLine();
  part("net").dataset.look = line.look || "";
  setText("net-title", line.title);
  setText("net-more", line.more || "");
  const button = part("net-deed");
  button.hidden = !line.deed;
  button.textContent = line.deed ? line.deed.label : "";
  button.onclick = line.deed ? line.deed.does : null;
  part("lock").hidden = !state.key;
}

// A status that says the same again would be read out again.
function setText(id, text) {
  if (part(id).textContent !== text) part(id).textContent = text;
}

function topLine() {
  const sendNow = { label: words("send_now"), does: () => send() };
  const copy = { label: words("copy"), does: () => copyNotes() };
  const logIn = { label: words("log_in"), does: () => location.assign(page.login) };
  const { unsent, problem } = state;
  if (state.full)
    return { look: "warn", title: words("full"), more: words("full_more"), deed: state.key ? copy : sendNow };
  if (problem === "login") return { look: "warn", title: words("login"), more: words("login_more"), deed: logIn };
  if (problem === "other_member") return { look: "warn", title: words("other_login"), deed: logIn };
  if (state.refused) {
    const deed = state.key ? copy : sendNow;
    return { look: "warn", title: counted("refused", state.refused), more: words("refused_more"), deed };
  }
  if (unsent) return unsentLine(unsent, sendNow);
  if (state.waiting) {
    const renew = { label: words("newer_now"), does: takeNewVersion };
    return { look: "warn", title: words("newer"), deed: renew };
  }
  if (state.sentAt) {
    const title = words("all_sent", { time: clockTime(state.sentAt) });
    return { look: "good", title, more: words("all_sent_more") };
  }
  if (!state.place || !state.place.bundle) return { title: document.title };
  if (!state.offlineReady) return { look: "warn", title: words("not_ready"), more: words("not_ready_more") };
  if (!state.persisted) {
    const how = { label: words("how_to"), does: showHomeScreen };
    return { look: "good", title: words("ready"), more: words("not_promised"), deed: state.key ? how : null };
  }
  return { look: "good", title: words("ready"), more: words("ready_more") };
}

function unsentLine(unsent, sendNow) {
  const title = counted("unsent", unsent);
  if (state.sending) return { title, more: words("sending") };
  if (state.waiting) return { title, more: words("newer") + " " + counted("newer_waits", unsent), deed: sendNow };
  if (state.problem === "too_many") return { title, more: words("busy_server"), deed: sendNow };
  if (state.problem === "offline" || !navigator.onLine) return { title, more: words("offline_more"), deed: sendNow };
  return { title, more: state.key ? "" : words("locked_more"), deed: sendNow };
}

function showHomeScreen() {
  part("home-screen").open = true;
  part("home-screen").scrollIntoView({ block: "end" });
}
