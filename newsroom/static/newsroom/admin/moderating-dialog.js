/* Questions of the desk in a window over the list: the form of a page of its own, put there. */

const dialog = document.createElement("dialog")
dialog.className = "desk-dialog"
document.body.append(dialog)
const KEYS = "1234567890io"
let whenDone = () => {}
let whenWhy = null
let reasons = null
let isComing = false // asked for, and not there yet: no key means the list any more
let early = "" // the reason that was typed before its question was there

export const isAsking = () => dialog.open || isComing

/** A page's question, or a piece of this page. */
export async function ask(what, done = () => {}) {
  whenDone = done
  whenWhy = null
  if (typeof what !== "string") return show(what)
  const answer = await coming(fetch(what))
  if (!answer?.ok || answer.redirected) return location.assign(what)
  show(parse(await coming(answer.text())).querySelector(".ask"))
}

async function coming(promise) {
  isComing = true
  try {
    return await promise
  } catch {
    return null
  } finally {
    isComing = false
  }
}

/** The reasons are fetched before they are needed: `r` and a figure may come in one breath. */
export function prepareReasons(url) {
  reasons = fetchReasons(url)
  return reasons
}

async function fetchReasons(url) {
  const answer = await fetch(url).catch(() => null)
  if (answer?.ok) return parse(await answer.text()).querySelector(".ask")
  reasons = null
}

export async function askWhy(url, then) {
  whenWhy = then
  early = ""
  const found = await coming(reasons ?? prepareReasons(url))
  if (!found) return
  const question = document.importNode(found, true)
  question.querySelector(".ask-about").remove()
  question.querySelectorAll("label:has([type=radio])").forEach((label, place) => {
    label.prepend(Object.assign(document.createElement("kbd"), { textContent: KEYS[place] }))
  })
  show(question)
  pick(early)
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

document.addEventListener("keydown", (event) => {
  if (!whenWhy || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
  if (isComing) early ||= KEYS.includes(event.key) ? event.key : ""
  else if (dialog.open && event.target.type !== "text" && pick(event.key)) event.preventDefault()
})

/** The reason with this figure before it; whether there is one. */
function pick(key) {
  const radio = key && dialog.querySelectorAll("[type=radio]")[KEYS.indexOf(key)]
  if (!radio) return false
  radio.checked = true
  if (radio.value === "other") dialog.querySelector("[type=text]").focus()
  else dialog.querySelector("form").requestSubmit()
  return true
}

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
