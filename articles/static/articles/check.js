/* The checks before publishing: of the text as it is typed, and a jump to what each found. */

const panel = document.querySelector("[data-check]")
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

const jump = (event) => {
  const link = event.target.closest(".finding a")
  if (!link) return
  const place = link.dataset.place === undefined ? fieldOf(link) : blockOf(link.dataset)
  if (!place) return
  event.preventDefault()
  show(place)
  const target = place.closest(".ProseMirror") ?? place
  target.focus({ preventScroll: true })
}

const checkNow = async (event) => {
  if (event.submitter?.name !== "_check") return
  event.preventDefault()
  event.stopImmediatePropagation()
  const typed = new FormData(form)
  for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name)
  const answer = await fetch(panel.dataset.check, { method: "POST", body: typed })
  if (answer.ok) panel.querySelector("[data-findings]").innerHTML = await answer.text()
}

if (panel && form) {
  panel.addEventListener("click", jump)
  // Before the other listeners of the form: nothing is saved, so nothing leaves the page.
  form.addEventListener("submit", checkNow, { capture: true })
}
