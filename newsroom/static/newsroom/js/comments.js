// A comment is sent without leaving the article, and its draft survives a reload of the tab.
// The server answers with the pages it has for everybody; this only puts their parts in place.
let form = document.querySelector(".comment-form");
if (form) enhance();
else forgetSent();

function enhance() {
  const body = form.querySelector("textarea");
  const key = `comment ${form.getAttribute("action")}`;
  body.value ||= draft(key) ?? "";
  draft(sentFrom(location), ""); // Whatever was sent from here is back.
  body.addEventListener("input", () => draft(key, body.value));
  form.addEventListener("submit", send);
}

function draft(key, text) {
  try {
    if (text === undefined) return sessionStorage.getItem(key);
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing still sends.
  }
}

async function send(event) {
  event.preventDefault();
  const button = event.submitter;
  const sent = new URLSearchParams(new FormData(form, button));
  sent.set("took", (performance.now() / 1000).toFixed(1)); // Robots have no time.
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent });
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // The network, or an answer we can't read: the browser says it best.
    draft(sentFrom(location), `comment ${form.getAttribute("action")}`);
    button.disabled = false;
    form.removeEventListener("submit", send);
    form.requestSubmit(button);
  }
}

// On the comment's own page: what the browser has sent by itself from the article came through.
function forgetSent() {
  const article = document.querySelector(".comment-page__article a");
  const key = article && document.querySelector("#own-status") && draft(sentFrom(article));
  if (!key) return;
  draft(key, "");
  draft(sentFrom(article), "");
}

function sentFrom({ pathname }) {
  return `sent ${pathname}`;
}

function show(page) {
  const own = page.querySelectorAll("#own-status, .proof, .comment--own, .own-actions");
  const again = page.querySelectorAll(".form-errors, .comment-preview, .comment-form");
  if (page.querySelector("#own-status")) {
    draft(`comment ${form.getAttribute("action")}`, "");
    replaceForm(own);
    for (const { src } of page.querySelectorAll("script[src*='/proof.']")) import(src);
  } else if (again.length > 1) {
    replaceForm(again);
    form = document.querySelector(".comment-form");
    enhance();
  } else throw new Error("neither a comment nor a form in the answer");
}

function replaceForm(parts) {
  document.querySelector(".comments > :is(.form-errors, .comment-preview)")?.remove();
  parts[0].removeAttribute("autofocus"); // It would ask the page itself for the focus.
  form.replaceWith(...parts);
  parts[0].focus();
}
