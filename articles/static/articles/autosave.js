/* Nothing typed is lost: after a second of rest it goes to the desk, as a draft of one's own; until
   it is there it is kept in this browser, and offered when one comes back. */
import {
  clock,
  day,
  deskNow,
  forget,
  isNewerThan,
  isOfThisTab,
  keptHere,
  keptOf,
  keyHere,
} from "./kept.js"
import { broughtTogether, isSignedBy, sentRows, sign, signersNow, signersStored } from "./signers.js"
import { renewToken } from "./token.js"

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

/* In this browser */

const keepHere = (more = {}) => {
  const signers = { before: signersAtFirst, chosen: signersNow() }
  const version = form.elements.version?.value
  const kept = { at: deskNow(), version, typed: read(), signers, ...more }
  try {
    localStorage.setItem(keyHere(), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

/* What the line says */

const say = (state, text) => {
  line.dataset.state = state
  line.textContent = text
}

const said = {
  saved: (at) => interpolate(gettext("Kept at %s"), [clock(at)]),
  offline: () => gettext("Offline, kept here"),
  away: () =>
    gettext("You are logged out. The text is kept here: log in again in another window, then go on."),
  closed: () =>
    gettext(
      "Only an editor can change this article now. What you type is kept: “Save” gives it back to you.",
    ),
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

const isComplete = ({ title, section }) => Boolean(title?.trim() && section)

/** A new article has become a draft: this page is now the one of that draft. */
const becomeDraft = (draft) => {
  localStorage.removeItem(keyHere())
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
  if (JSON.stringify(read()) === stored) localStorage.removeItem(keyHere())
  if (result.closed) say("closed", said.closed())
  else say("saved", said.saved(result.at ? Date.parse(result.at) : deskNow()))
}

const deliver = async (typed, snapshot) => {
  const version = form.elements.version?.value ?? ""
  const answer = await post(place.dataset.autosave ?? place.dataset.begin, { ...typed, version })
  if (answer.ok) return take(answer, snapshot)
  if (answer.type === "opaqueredirect") return failed("away")
  const why = answer.status === 403 ? await renewToken() : "broken"
  return why ? failed(why) : soon(0)
}

const isTaken = () => ["saved", "closed"].includes(line.dataset.state)

async function send() {
  const typed = read()
  const snapshot = JSON.stringify(typed)
  if (sending || snapshot === stored) return sending ? soon(REST) : undefined
  if (!place.dataset.autosave && !isComplete(typed)) return sayKeptHere("new")
  sending = deliver(typed, snapshot).catch(() => failed("offline"))
  await sending
  sending = null
  if (JSON.stringify(read()) !== stored && isTaken()) soon(REST)
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
  sentence.textContent = interpolate(
    gettext("A text of %s that did not reach the desk is kept in this browser."),
    [day(kept.at)],
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
    if (ofTheDesk) ofTheDesk.hidden = false
  })
  box.append(sentence, goOn, leave)
  place.after(box)
  if (ofTheDesk) ofTheDesk.hidden = true
}

/** What the desk has kept and offers; one offer at a time, the newest first. */
const ofTheDesk = document.querySelector(".draft-offer[data-at]")

/** What this tab has sent, and what stands here anyway, is not offered; the newest of the rest is. */
const greet = () => {
  const isSent = (kept) => kept.submitted && isOfThisTab(kept)
  if (document.querySelector(".messagelist .success")) keptHere().filter(isSent).forEach(forget)
  keptOf().filter(isThere).forEach(forget)
  const [newest] = keptOf()
  if (newest && isNewerThan(ofTheDesk, newest) && !document.querySelector(".errornote, .conflicts")) offer(newest)
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
  place.addEventListener("refused", () => renewToken().catch(() => "offline"))
  let submitted = false
  const stays = () => (submitted = false)
  window.addEventListener("pageshow", stays)
  form.addEventListener("desk:stays", () => {
    stays()
    soon(0)
  })
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

if (form && place && !("closed" in place.dataset)) start()
