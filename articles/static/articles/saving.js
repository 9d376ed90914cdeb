/* The buttons save through the page: whatever answers instead of the desk (a log-in, a proxy that
   refuses the size, nothing at all) never takes the place of what is being written. */
import { renewToken } from "./token.js"

const { gettext } = window
const form = document.getElementById("article_form")
const line = form?.querySelector(".save-refused")

const said = {
  away: () =>
    gettext("Not saved: you are logged out. Log in again in another window, then save again."),
  refused: () => gettext("Not saved: you may not change this article any more. Copy your text."),
  large: () =>
    gettext("Not saved: the picture is too large for this server. Choose a smaller one, then save."),
  offline: () => gettext("Not saved: the desk can’t be reached. Your text is here: save again."),
  broken: () =>
    gettext("Not saved: the desk does not answer as it should. Your text is here: save again."),
}

const send = (submitter) =>
  fetch(form.action, {
    method: "POST",
    body: new FormData(form, submitter),
    headers: { "X-Requested-With": "fetch" },
    redirect: "manual",
  })

/** The page with its errors, as the desk draws it: all that is needed has come through once. */
const sendByItself = (submitter) => {
  const pressed = document.createElement("input")
  pressed.type = "hidden"
  if (submitter?.name) Object.assign(pressed, { name: submitter.name, value: submitter.value })
  form.append(pressed)
  HTMLFormElement.prototype.submit.call(form)
}

const goOn = async (answer, submitter) => {
  const isTold = answer.headers.get("Content-Type")?.startsWith("application/json")
  if (!isTold) return sendByItself(submitter)
  const { location: address } = await answer.json()
  location.assign(address)
}

/** Why it was not saved; nothing where the page goes on. */
const save = async (submitter, isAgain) => {
  const answer = await send(submitter)
  if (answer.ok) return goOn(answer, submitter)
  if (answer.type === "opaqueredirect") return "away"
  if (answer.status === 413) return "large"
  if (answer.status !== 403 || isAgain) return answer.status === 403 ? "refused" : "broken"
  return (await renewToken()) || save(submitter, true)
}

let isSaving = false

/** After all others have looked at it; a second press while the first is on its way is none. */
const listen = async (event) => {
  if (event.target !== form || event.defaultPrevented) return
  const { submitter } = event
  if (submitter?.matches("[formaction], [formtarget]")) return
  event.preventDefault()
  if (isSaving) return
  isSaving = true
  line.textContent = ""
  const why = await save(submitter).catch(() => "offline")
  isSaving = false
  if (!why) return
  line.textContent = said[why]()
  form.dispatchEvent(new Event("desk:stays"))
}

if (form && line) document.addEventListener("submit", listen)
