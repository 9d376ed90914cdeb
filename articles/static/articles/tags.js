/* Tags that the paper has already and that stand in the text: offered beside the field, quietly. */
const { gettext, interpolate } = window

const REST = 2000 // milliseconds without a key: the server is asked in a pause only
const WORDS = ["title", "standfirst"]
const field = document.getElementById("id_tags")
const form = field?.form
const address = document.getElementById("tags-script")?.dataset.suggest

const said = (name) => form.elements[name]?.value ?? ""
const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent
/** The title and the standfirst are text, where `<` is a sign; the body alone is HTML. */
const text = () =>
  [
    ...WORDS.map(said),
    plain(said("body").replaceAll(/<\/(?:p|h2|h3|li|td|th)>|<br>/g, "$& ")),
  ].join("\n")
/** Tags that read the same are one: the server says so, too. */
const fold = (name) =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[\p{M}\p{Cf}]/gu, "")
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll(/[\s'’-]+/g, " ")
    .trim()
const named = () =>
  field.value
    .split(",")
    .map(fold)
    .filter(Boolean)

const line = document.createElement("p")
line.className = "tag-suggestions"
let known = []

const add = (name) => {
  const before = field.value.replace(/[\s,]+$/, "")
  field.value = before ? `${before}, ${name}` : name
  field.dispatchEvent(new Event("input", { bubbles: true }))
  field.focus()
}

const offer = () => {
  const there = named()
  const left = known.filter((name) => !there.includes(fold(name)))
  const buttons = left.map((name) => {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = name
    button.setAttribute("aria-label", interpolate(gettext("Add the tag “%s”"), [name]))
    button.addEventListener("click", () => add(name))
    return button
  })
  line.replaceChildren(...(left.length ? [gettext("In the text:"), ...buttons] : []))
}

let asked = ""

const ask = async () => {
  const words = text()
  if (words === asked || !words.trim()) return
  asked = words
  const data = new FormData()
  data.append("text", words)
  data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
  const answer = await fetch(address, { method: "POST", body: data }).catch(() => null)
  if (!answer?.ok || answer.redirected) return
  known = (await answer.json()).tags
  offer()
}

if (form && address) {
  let timer
  field.closest(".form-row")?.append(line)
  field.addEventListener("input", offer)
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(ask, REST)
  }
  form.addEventListener("input", later)
  document.addEventListener("keyup", later)
  ask()
}
