/* Notes beside the text are added in place: what is being written stays as it is. */

const panel = document.querySelector("[data-notes]")
const form = document.getElementById("notes-form")

const offer = () => {
  for (const controls of panel.querySelectorAll(".note-controls")) controls.hidden = false
}

const send = async (event) => {
  event.preventDefault()
  const typed = new FormData(form, event.submitter)
  const headers = { "X-Requested-With": "fetch" }
  const answer = await fetch(panel.dataset.notes, { method: "POST", body: typed, headers })
  if (!answer.ok) return form.submit()
  panel.querySelector("[data-notes-panel]").innerHTML = await answer.text()
  offer()
  panel.querySelector("#note-text")?.focus({ preventScroll: true })
}

if (panel && form) {
  offer()
  form.addEventListener("submit", send)
}
