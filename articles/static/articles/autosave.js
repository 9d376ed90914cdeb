/* Nothing typed is lost: after a second of rest it goes to the desk, as a draft of one's own; until
   it is there it is kept in this browser, and offered when one comes back. */
import { broughtTogether, isSignedBy, sentRows, sign, signersNow, signersStored } from "./signers.js"

const { gettext, interpolate } = window

const REST = 1000
const AGAIN = 5000
const PATIENCE = 20_000 // a network that is dead may answer nothing at all
const FIELDS = [
  "title",
  "standfirst",
  "body",
  "section",
  "tags",
  "lead_picture",
  "lead_alt",
  "lead_caption",
  "slug",
  "search_title",
  "search_description",
]

const form = document.getElementById("article_form")
const place = document.getElementById("writing-state")
const line = place?.querySelector(".autosave-state")

/* What is typed */

const read = () => {
  const typed = sentRows()
  for (const name of FIELDS) {
    const field = form.elements[name]
    if (field && !(field instanceof RadioNodeList)) typed[name] = field.value
  }
  return typed
}

const words = (html) => html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ").trim()

/** The same but for how the markup is written. */
const isAlike = (one, other) =>
  FIELDS.every((name) =>
    name === "body"
      ? words(one.body ?? "") === words(other.body ?? "")
      : (one[name] ?? "") === (other[name] ?? ""),
  )

const isThere = ({ typed, signers }) =>
  isAlike(typed, read()) && (!signers || isSignedBy(signers.chosen))

const editor = () => document.querySelector(".prose-editor .ProseMirror")?.editor

const write = (typed) => {
  for (const name of FIELDS) {
    const field = form.elements[name]
    if (!field || name === "body" || !(name in typed)) continue
    field.value = typed[name]
    field.dispatchEvent(new Event("input", { bubbles: true }))
    field.dispatchEvent(new Event("change", { bubbles: true }))
  }
  if ("body" in typed) {
    if (editor()) editor().commands.setContent(typed.body, { emitUpdate: true })
    else form.elements.body.value = typed.body
  }
}

/* In this browser: for each article, and each time that a tab opens it */

const TAB = "newsroom-tab"
const prefix = `newsroom-text-${place?.dataset.user}-`

/** The same however often the tab loads a page. */
const nameOfTab = () => {
  const name = sessionStorage.getItem(TAB) ?? Math.random().toString(36).slice(2)
  sessionStorage.setItem(TAB, name)
  return name
}

const tab = nameOfTab()
const opened = Date.now()
const stem = () => `${prefix}${place.dataset.article || "new"}-`
const key = () => `${stem()}${tab}-${opened}`

const keepHere = (more = {}) => {
  const signers = { before: signersAtFirst, chosen: signersNow() }
  const version = form.elements.version?.value
  const kept = { at: Date.now(), version, typed: read(), signers, ...more }
  try {
    localStorage.setItem(key(), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

const keptAs = (start) =>
  Object.keys(localStorage)
    .filter((name) => name.startsWith(start))
    .map((name) => ({ name, ...JSON.parse(localStorage.getItem(name) ?? "{}") }))
    .filter(({ typed }) => typed)
    .sort((a, b) => b.at - a.at)

/* What the line says */

const clock = (moment) =>
  moment.toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  })

const say = (state, text) => {
  line.dataset.state = state
  line.textContent = text
}

const said = {
  saved: (at) => interpolate(gettext("Kept at %s"), [clock(at)]),
  offline: () => gettext("Offline, kept here"),
  away: () =>
    gettext("You are logged out. The text is kept here: log in again in another window, then go on."),
  refused: () => gettext("You may not change this article any more. The text is kept here."),
  broken: () => gettext("The desk does not answer as it should. The text is kept here."),
  full: () => gettext("Nothing can be kept here: this browser has no room. Save now."),
  new: () => gettext("Kept here. With a title and a section, it is kept at the desk too."),
}

const sayKeptHere = (state) => say(state, keepHere() ? said[state]() : said.full())

/* To the desk */

const token = () => form.elements.csrfmiddlewaretoken

const post = (address, fields) => {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append("csrfmiddlewaretoken", token().value)
  // A new article is not sent twice: the first time may have made it.
  const signal = place.dataset.autosave ? AbortSignal.timeout(PATIENCE) : undefined
  return fetch(address, { method: "POST", body, redirect: "manual", signal })
}

/** After a new log-in in another window, this page needs a new token to save with. */
const renewToken = async () => {
  const address = place.dataset.autosave ?? place.dataset.begin
  const answer = await fetch(address, { redirect: "manual" })
  if (!answer.ok) return false
  const { token: renewed } = await answer.json()
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = renewed
  return true
}

const isComplete = ({ title, section }) => Boolean(title?.trim() && section)

/** A new article has become a draft: this page is now the one of that draft. */
const becomeDraft = (draft) => {
  localStorage.removeItem(key())
  Object.assign(place.dataset, {
    article: draft.article,
    autosave: draft.autosave,
    presence: draft.presence,
    preview: draft.preview,
  })
  form.elements.version.value = draft.version
  form.action = draft.address
  history.replaceState(history.state, "", draft.address)
  place.dispatchEvent(new Event("begun"))
}

let timer = 0
let sending = null
let stored = "" // what the desk has, as far as this page knows
let signersAtFirst = []

const soon = (wait) => {
  clearTimeout(timer)
  timer = setTimeout(send, wait)
}

const failed = (state) => {
  sayKeptHere(state)
  soon(AGAIN)
}

const take = async (answer, snapshot) => {
  const result = await answer.json()
  if (result.article) becomeDraft(result)
  stored = snapshot
  if (JSON.stringify(read()) === stored) localStorage.removeItem(key())
  say("saved", said.saved(result.at ? new Date(result.at) : new Date()))
}

const deliver = async (typed, snapshot) => {
  const version = form.elements.version?.value ?? ""
  const answer = await post(place.dataset.autosave ?? place.dataset.begin, { ...typed, version })
  if (answer.ok) return take(answer, snapshot)
  if (answer.type === "opaqueredirect") return failed("away")
  if (answer.status === 403) return (await renewToken()) ? soon(0) : failed("refused")
  return failed("broken")
}

async function send() {
  const typed = read()
  const snapshot = JSON.stringify(typed)
  if (sending || snapshot === stored) return sending ? soon(REST) : undefined
  if (!place.dataset.autosave && !isComplete(typed)) return sayKeptHere("new")
  sending = deliver(typed, snapshot).catch(() => failed("offline"))
  await sending
  sending = null
  if (JSON.stringify(read()) !== stored && line.dataset.state === "saved") soon(REST)
}

const changed = () => {
  if (JSON.stringify(read()) === stored) return
  keepHere()
  soon(REST)
}

/* Coming back */

const button = (text, act) => {
  const made = document.createElement("button")
  made.type = "button"
  made.className = "button"
  made.textContent = text
  made.addEventListener("click", act)
  return made
}

const offer = (kept) => {
  const box = document.createElement("div")
  box.className = "draft-offer"
  const sentence = document.createElement("p")
  const when = new Date(kept.at).toLocaleString(document.documentElement.lang)
  sentence.textContent = interpolate(
    gettext("A text of %s that did not reach the desk is kept in this browser."),
    [when],
  )
  const goOn = button(gettext("Go on with it"), () => {
    if (kept.version && form.elements.version) form.elements.version.value = kept.version
    write(kept.typed)
    if (kept.signers) sign(broughtTogether(kept.signers.before, kept.signers.chosen, signersNow()))
    forget(kept)
    box.remove()
    changed()
  })
  const leave = button(gettext("Leave it"), () => {
    forget(kept)
    box.remove()
  })
  box.append(sentence, goOn, leave)
  place.after(box)
}

const forget = ({ name }) => localStorage.removeItem(name)

/** What this tab has sent, and what stands here anyway, is not offered; the newest of the rest is. */
const greet = () => {
  const isSent = ({ name, submitted }) => submitted && name.includes(`-${tab}-`)
  if (document.querySelector(".messagelist .success")) keptAs(prefix).filter(isSent).forEach(forget)
  keptAs(stem()).filter(isThere).forEach(forget)
  const [newest] = keptAs(stem())
  if (newest && !document.querySelector(".errornote, .conflicts")) offer(newest)
}

const listenTo = (made) => made.on("update", () => queueMicrotask(changed))

const start = () => {
  stored = JSON.stringify(read())
  signersAtFirst = signersStored()
  greet()
  form.addEventListener("input", changed)
  form.addEventListener("change", changed)
  document.addEventListener("prose-editor:ready", ({ detail }) => listenTo(detail.editor))
  if (editor()) listenTo(editor())
  for (const made of ["formset:added", "formset:removed"]) document.addEventListener(made, changed)
  // Select2 tells of a choice through jQuery alone.
  window.django?.jQuery("#bylines-group").on("change", "select", changed)
  window.addEventListener("online", () => soon(0))
  place.addEventListener("refused", () => renewToken().catch(() => false))
  let submitted = false
  window.addEventListener("pageshow", () => (submitted = false))
  window.addEventListener("pagehide", () => {
    if (!submitted && JSON.stringify(read()) !== stored) keepHere()
  })
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return
    clearTimeout(timer)
    submitted = true
    keepHere({ submitted })
  })
}

if (form && place) start()
