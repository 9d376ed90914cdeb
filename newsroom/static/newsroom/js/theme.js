// Light or dark by choice. Only a choice that differs from the system's is kept, in this browser.
const KEY = "theme";
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const PAPER = { light: "#fdfcf9", dark: "#141416" };

let chosen = read();
apply();
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offer);
else offer();

function read() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function keep() {
  try {
    if (chosen) localStorage.setItem(KEY, chosen);
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing still switches this page.
  }
}

function current() {
  return chosen ?? (system.matches ? "dark" : "light");
}

function apply() {
  if (chosen) root.dataset.theme = chosen;
  else delete root.dataset.theme;
  for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
    meta.content = PAPER[chosen ?? (meta.media.includes("dark") ? "dark" : "light")];
  }
}

function offer() {
  const button = document.querySelector("[data-theme-switch]");
  if (!button) return;
  const label = button.querySelector("[data-dark]");
  const name = () => (label.textContent = label.dataset[current() === "dark" ? "light" : "dark"]);
  button.addEventListener("click", () => {
    const wanted = current() === "dark" ? "light" : "dark";
    chosen = wanted === (system.matches ? "dark" : "light") ? null : wanted;
    apply();
    keep();
    name();
  });
  system.addEventListener("change", name);
  apply();
  name();
  button.dataset.ready = "";
}
