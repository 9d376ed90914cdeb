// An issue on its way: asks every other second how far it is, as long as somebody looks.
const EVERY = 2000;

async function follow() {
  const part = document.querySelector("[data-progress][data-running]");
  if (!part) return;
  if (!document.hidden) {
    try {
      const answer = await fetch(part.dataset.progress);
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        part.replaceWith(page.querySelector("[data-progress]"));
      }
    } catch {
      // The network is gone for a moment: what is shown stays, and the next try follows.
    }
  }
  setTimeout(follow, EVERY);
}

setTimeout(follow, EVERY);
