/* Questions of the desk in a window over the list: the form of a page of its own, put there. */

const dialog = document.createElement("dialog")
dialog.className = "desk-dialog"
document.body.append(dialog)
const KEYS = "1234567890io"
let whenDone = () => {}
let whenWhy = null
let reasons = null

export const isAsking = () => dialog.open

/** A page's question, or a piece of this page. */
export async function ask(what, done = () => {}) {
  whenDone = done
  whenWhy = null
  if (typeof what !== "string") return show(what)
  const answer = await fetch(what)
  if (!answer.ok || answer.redirected) return location.assign(what)
  show(parse(await answer.text()).querySelector(".ask"))
}

/** The reasons are fetched before they are needed: `r` and a figure may come in one breath. */
export async function prepareReasons(url) {
  const answer = await fetch(url)
  if (answer.ok) reasons = parse(await answer.text()).querySelector(".ask")
}

export function askWhy(then) {
  if (!reasons) return
  whenWhy = then
  const question = document.importNode(reasons, true)
  question.querySelector(".ask-about").remove()
  question.querySelectorAll("label:has([type=radio])").forEach((label, place) => {
    label.prepend(Object.assign(document.createElement("kbd"), { textContent: KEYS[place] }))
  })
  show(question)
}

const parse = (text) => new DOMParser().parseFromString(text, "text/html")

function show(content) {
  const close = Object.assign(document.createElement("button"), { type: "button", className: "desk-dialog-close" })
  close.textContent = "×"
  close.ariaLabel = document.getElementById("desk-words")?.dataset.close ?? "×"
  close.addEventListener("click", () => dialog.close())
  dialog.replaceChildren(document.adoptNode(content), close)
  const title = dialog.querySelector("h2")
  if (title) title.id = "desk-dialog-title"
  dialog.setAttribute("aria-labelledby", "desk-dialog-title")
  if (!dialog.open) dialog.showModal()
  const first = dialog.querySelector(".errors :is(input, textarea), [autofocus], [type=radio]:checked, [type=radio]")
  ;(first ?? close).focus()
}

dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[data-cancel]")) {
    event.preventDefault()
    dialog.close()
  }
})

dialog.addEventListener("keydown", (event) => {
  if (!whenWhy || event.target.type === "text" || event.ctrlKey || event.metaKey || event.altKey) return
  const radio = dialog.querySelectorAll("[type=radio]")[KEYS.indexOf(event.key)]
  if (!radio) return
  event.preventDefault()
  radio.checked = true
  if (radio.value === "other") dialog.querySelector("[type=text]").focus()
  else dialog.querySelector("form").requestSubmit()
})

dialog.addEventListener("submit", async (event) => {
  event.preventDefault()
  const form = event.target
  if (whenWhy) return tellWhy(form)
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) })
  const page = parse(await answer.text())
  if (answer.redirected) {
    dialog.close()
    return whenDone(page)
  }
  const question = page.querySelector(".ask")
  if (question) show(question)
})

function tellWhy(form) {
  const { code, reason } = form.elements
  const needsWords = code.value === "other" && !reason.value.trim()
  if (!code.value) return form.querySelector("[type=radio]").focus()
  if (needsWords) return reason.focus()
  const then = whenWhy
  dialog.close()
  then([["code", code.value], ["reason", reason.value]])
}
