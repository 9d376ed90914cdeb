// A comment is sent without leaving the article, a reply is written below what it answers, and drafts
// survive a reload of the tab. The server answers with the pages it has for everybody; this only
// puts their parts in place.
let form = document.querySelector(".comment-form");
let opened = 0; // When this form was: robots have no time.
const home = document.createComment("the form's own place");
const memory = new Map(); // Of drafts, where the browser keeps nothing.
if (form) {
  form.before(home);
  enhance();
  document.querySelector(".comments__list")?.addEventListener("click", replyHere);
} else forgetSent();

function enhance() {
  const body = form.elements.body;
  body.value ||= draft(key()) ?? "";
  draft(sentFrom(location), ""); // Whatever was sent from here is back.
  hide("sending", form.elements.sending?.value || word());
  body.addEventListener("input", () => draft(key(), body.value));
  form.addEventListener("submit", send);
}

function key() {
  const answered = form.elements.reply_to?.value;
  return `comment ${form.getAttribute("action")}${answered ? ` ${answered}` : ""}`;
}

// By which the server knows that a comment comes once more from here: a lost answer, a second click.
function word() {
  const random = crypto.getRandomValues(new Uint8Array(24));
  return draft(`word ${key()}`) || btoa(String.fromCharCode(...random)).replace(/\W/g, "-");
}

function hide(name, value) {
  form.elements[name]?.remove();
  if (!value) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
}

function draft(name, text) {
  try {
    if (text === undefined) return sessionStorage.getItem(name) ?? memory.get(name);
    if (text) sessionStorage.setItem(name, text);
    else sessionStorage.removeItem(name);
  } catch {
    if (text === undefined) return memory.get(name);
  }
  if (text) memory.set(name, text);
  else memory.delete(name);
}

// The form goes below the comment that is answered, each with the draft that belongs there.
function replyHere(event) {
  const link = event.target.closest(".comment__reply");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const title = Object.assign(document.createElement("p"), { id: "comment-reply-title" });
  title.textContent = link.getAttribute("aria-label");
  const cancel = Object.assign(document.createElement("button"), { type: "button" });
  cancel.className = "comment-reply__cancel";
  cancel.textContent = form.dataset.cancel;
  cancel.addEventListener("click", () => (goHome(), link.focus()));
  const place = Object.assign(document.createElement("div"), { className: "comment-reply" });
  place.append(title, cancel);
  goHome();
  link.closest(".comment").append(place);
  moveTo(place, new URL(link.href).searchParams.get("reply_to"), title.id);
  [...form.querySelectorAll("[required]")].find((field) => !field.value)?.focus();
}

function goHome() {
  const place = form.closest(".comment-reply");
  if (!place) return;
  home.after(form);
  moveTo(null, "", "comment-form-title");
  place.remove();
}

function moveTo(place, answered, titled) {
  clearTold();
  draft(key(), form.elements.body.value);
  place?.append(form);
  hide("reply_to", answered);
  hide("sending", word());
  form.elements.body.value = draft(key()) ?? "";
  form.setAttribute("aria-labelledby", titled);
}

async function send(event) {
  event.preventDefault();
  const button = event.submitter;
  const sent = new URLSearchParams(new FormData(form, button));
  sent.set("took", ((performance.now() - opened) / 1000).toFixed(1));
  draft(`word ${key()}`, form.elements.sending.value);
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent });
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The network, or an answer we can't read: the browser says it best.
    draft(sentFrom(location), key());
    button.disabled = false;
    form.removeEventListener("submit", send);
    form.requestSubmit(button);
  }
}

// On the comment's own page: what the browser has sent by itself from the article came through.
function forgetSent() {
  const article = document.querySelector(".comment-page__article a");
  const sent = article && document.querySelector("#own-status") && draft(sentFrom(article));
  if (!sent) return;
  draft(sent, "");
  draft(`word ${sent}`, "");
  draft(sentFrom(article), "");
}

function sentFrom({ pathname }) {
  return `sent ${pathname}`;
}

function show(page) {
  const own = page.querySelectorAll("#own-status, .proof, .comment--own, .own-actions");
  const again = page.querySelectorAll(".form-errors, .comment-preview, .comment-form");
  const late = page.querySelector(".comment-late");
  if (page.querySelector("#own-status")) thank(own, page);
  else if (late) replaceForm([late]);
  else if (again.length > 1) {
    replaceForm(again);
    form = document.querySelector(".comment-form");
    enhance();
    const place = form.closest(".comment-reply");
    if (place && !form.elements.reply_to) goHome();
    else if (place) form.setAttribute("aria-labelledby", "comment-reply-title");
  } else throw new Error("neither a comment nor a form in the answer");
}

// Thanks first, where the form was; it stays, empty, at its own place.
function thank(parts, page) {
  draft(key(), "");
  draft(`word ${key()}`, "");
  clearTold();
  forgetThanks();
  const thanks = Object.assign(document.createElement("div"), { className: "comment-sent" });
  parts[0].removeAttribute("autofocus"); // It would ask the page itself for the focus.
  thanks.append(...parts);
  const place = form.closest(".comment-reply");
  if (place) place.after(thanks);
  else home.parentElement.querySelector("#comment-form-title").before(thanks);
  form.elements.body.value = "";
  if (place) goHome();
  hide("sending", word());
  form.querySelectorAll("[disabled]").forEach((button) => (button.disabled = false));
  opened = performance.now();
  parts[0].focus();
  for (const { src } of page.querySelectorAll("script[src*='/proof.']")) {
    import(src).then((proof) => proof.enhance());
  }
}

// Of what was sent before, the words and the link to its page stay.
function forgetThanks() {
  for (const before of document.querySelectorAll(".comment-sent")) {
    before.querySelectorAll(".proof, .own-actions").forEach((part) => part.remove());
    before.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
  }
}

function clearTold() {
  const told = form.parentElement.querySelectorAll(":scope > :is(.form-errors, .comment-preview)");
  told.forEach((part) => part.remove());
}

function replaceForm(parts) {
  clearTold();
  parts[0].removeAttribute("autofocus");
  form.replaceWith(...parts);
  parts[0].focus();
}
