// A comment is sent without leaving the article, and its draft survives a reload of the tab.
// The server answers with the pages it has for everybody; this only puts their parts in place.
let form = document.querySelector(".comment-form");
if (form) enhance();

function enhance() {
  const body = form.querySelector("textarea");
  const key = `comment ${form.getAttribute("action")}`;
  body.value ||= draft(key) ?? "";
  body.addEventListener("input", () => draft(key, body.value));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(key);
  });
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

async function send(key) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok) show(page, key);
    else correct(page);
  } catch {
    form.submit(); // The network, or an answer we can't read: the browser says it best.
  }
}

function show(page, key) {
  const parts = page.querySelectorAll("#own-status, .comment--own");
  if (!parts.length) throw new Error("no comment in the answer");
  draft(key, "");
  replaceForm(parts);
}

function correct(page) {
  const parts = page.querySelectorAll(".form-errors, .comment-form");
  if (parts.length < 2) throw new Error("no form in the answer");
  replaceForm(parts);
  form = document.querySelector(".comment-form");
  enhance();
}

function replaceForm(parts) {
  document.querySelector(".comments .form-errors")?.remove();
  parts[0].removeAttribute("autofocus"); // It would ask the page itself for the focus.
  form.replaceWith(...parts);
  parts[0].focus();
}
