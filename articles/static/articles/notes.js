/* Notes beside the text are added in place: what is being written stays as it is. */
import { sayThatItFailed } from "./failing.js"

const panel = document.querySelector("[data-notes]")
const form = document.getElementById("notes-form")

const offer = () => {
  for (const controls of panel.querySelectorAll(".note-controls")) controls.hidden = false
}

const fields = () => [...panel.querySelectorAll("textarea")]

/** The id of the field whose words a button sends; of none where it sends no words. */
const sentBy = ({ value }) => (value === "note" ? "note-text" : value)

/** What was typed in another field than the one that was sent stays there. */
const show = (html, sent) => {
  const typed = fields().filter(({ id, value }) => id !== sent && value)
  panel.querySelector("[data-notes-panel]").innerHTML = html
  offer()
  for (const { id, value } of typed) {
    const field = document.getElementById(id)
    if (!field || field.value) continue
    field.value = value
    const answer = field.closest("details")
    if (answer) answer.open = true
  }
  panel.querySelector("#note-text")?.focus({ preventScroll: true })
}

const send = async (event) => {
  event.preventDefault()
  const body = new FormData(form, event.submitter)
  const headers = { "X-Requested-With": "fetch" }
  const options = { method: "POST", body, headers, redirect: "manual" }
  const answer = await fetch(panel.dataset.notes, options).catch(() => null)
  if (answer?.ok) show(await answer.text(), sentBy(event.submitter))
  else sayThatItFailed(panel.querySelector("[data-notes-panel]"))
}

if (panel && form) {
  offer()
  form.addEventListener("submit", send)
}
