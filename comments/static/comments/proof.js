// A second of computing, when the reader asks for it, instead of a riddle. Without this script the
// button isn't there, and the comment waits for a moderator. The work is done by ALTCHA's worker.
enhance();

// Of each comment that asks for it on this page, once.
export function enhance() {
  if (!window.Worker || !window.crypto?.subtle) return;
  document.querySelectorAll("form[data-challenge][hidden]").forEach(offer);
}

function offer(form) {
  const challenge = JSON.parse(form.dataset.challenge);
  const button = form.querySelector("button");
  const told = form.querySelector("[role=status]");

  function work() {
    const worker = new Worker(form.dataset.worker);
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if (!data?.derivedKey) return fail();
      form.elements.proof.value = btoa(JSON.stringify({ challenge, solution: data }));
      form.submit();
    };
    worker.onerror = fail;
    worker.postMessage({ type: "work", challenge, counterStart: 0, counterStep: 1, timeout: 60000 });
  }

  function fail() {
    told.textContent = form.dataset.failed;
    button.disabled = false;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    told.textContent = form.dataset.working;
    work();
  });
  form.hidden = false;
}
