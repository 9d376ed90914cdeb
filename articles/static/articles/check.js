/* The checks before publishing: of the text as it is typed, and a jump to what each found. */
import { sayThatItFailed } from "./failing.js"

const USABLE = "[role=combobox], input:not([type=hidden]), button"
const panel = document.querySelector("[data-check]")
const findings = panel?.querySelector("[data-findings]")
const form = document.getElementById("article_form")

const blockOf = ({ block, place }) => {
  const body = document.querySelector(".ProseMirror[contenteditable=true]")
  if (!body) return null
  const named = block ? body.querySelector(`[data-id="${CSS.escape(block)}"]`) : null
  return named ?? body.children[Number(place)] ?? null
}

const fieldOf = (link) => {
  const field = document.getElementById(link.hash.slice(1))
  if (field?.closest(".field-body")) return document.querySelector(".ProseMirror")
  return field
}

const show = (place) => {
  place.scrollIntoView({ block: "center" })
  place.classList.add("finding-here")
  place.addEventListener("animationend", () => place.classList.remove("finding-here"), { once: true })
}

/** The cursor goes to a block of the text, else the focus to the field, or the first thing in it. */
const enter = (place) => {
  const text = place.closest(".ProseMirror")
  if (text && text !== place) {
    const { commands, view } = text.editor
    commands.focus(view.posAtDOM(place, 0), { scrollIntoView: false })
    return
  }
  const box = place.matches(".select2-hidden-accessible") ? place.parentElement : place
  const target = text ?? box.querySelector(USABLE) ?? place
  target.focus({ preventScroll: true })
}

/** What a picture lacks is said in its own window. */
const askFor = async (figure, field) => {
  const { view } = figure.closest(".ProseMirror").editor
  const { editPicture } = await import("newsroom/editor/pictures")
  view.state.doc.forEach((node, at) => {
    if (view.nodeDOM(at) === figure) editPicture(view, at, field)
  })
}

const jump = (event) => {
  const link = event.target.closest(".finding a")
  if (!link) return
  const place = link.dataset.place === undefined ? fieldOf(link) : blockOf(link.dataset)
  if (!place) return
  event.preventDefault()
  const { field } = link.dataset
  if (field && place.matches(".picture-node")) askFor(place, field)
  else enter(place)
  show(place)
}

const checkNow = async (event) => {
  if (event.submitter?.name !== "_check") return
  event.preventDefault()
  event.stopImmediatePropagation()
  const typed = new FormData(form)
  for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name)
  const options = { method: "POST", body: typed, redirect: "manual" }
  const answer = await fetch(panel.dataset.check, options).catch(() => null)
  if (answer?.ok) findings.innerHTML = await answer.text()
  else sayThatItFailed(findings)
}

if (panel && form) {
  panel.addEventListener("click", jump)
  // Before the other listeners of the form: nothing is saved, so nothing leaves the page.
  form.addEventListener("submit", checkNow, { capture: true })
}
