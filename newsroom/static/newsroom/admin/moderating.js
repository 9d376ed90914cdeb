/* The desk by keyboard, without a reload. Every act is a form or a page that works without this:
   here they are only sent and put in place by hand. */
import { ask, isAsking, prepareReasons, askWhy } from "./moderating-dialog.js"

const desk = document.querySelector(".desk")
const form = desk.querySelector(".lines-form")
const list = form.querySelector(".lines")
const words = document.getElementById("desk-words")?.dataset
const POLL = 5000
const RENEW = 20000 // before the lease ends
const UNDO = 10000
const FEW = 8
const decided = new Map() // number -> its line, until the page is left: an undo brings it back
let current = null
let batch = ""
let hiding
let sending = Promise.resolve()

const lines = () => [...list.children].filter((line) => !line.hidden)
const pkOf = (line) => line.dataset.pk
const seen = (line) => form.querySelector(`[name="seen-${pkOf(line)}"]`).value

/* Sending */

/** One after the other: what was pressed first is done first. */
function send(fields) {
  sending = sending.then(() => post(fields))
  return sending
}

async function post(fields) {
  const body = new URLSearchParams(fields)
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } })
    if (answer.redirected) return say(words.loggedout)
    if (!answer.ok) throw new Error(answer.status)
    return await answer.json()
  } catch {
    say(words.failed)
  }
}

async function fetchPage(url) {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(answer.status)
  return new DOMParser().parseFromString(await answer.text(), "text/html")
}

/* Where one is */

function goTo(line, { focus = true } = {}) {
  const before = current
  current?.removeAttribute("aria-current")
  current = line
  if (!line) return
  line.setAttribute("aria-current", "true")
  if (focus) {
    line.focus({ preventScroll: true })
    line.scrollIntoView({ block: "nearest" })
  }
  clearTimeout(goTo.timer)
  goTo.timer = setTimeout(() => claim(line, before), 120)
}

function step(way) {
  const all = lines()
  const place = all.indexOf(current)
  goTo(all[place < 0 ? 0 : Math.min(all.length - 1, Math.max(0, place + way))])
}

async function claim(line, before) {
  const fields = [["act", "claim"], ["c", pkOf(line)]]
  if (before && before !== line) fields.push(["free", pkOf(before)])
  const answer = await send(fields)
  if (answer) showReader(line, answer.readers[pkOf(line)])
}

function showReader(line, name) {
  const place = line.querySelector("[data-reader]")
  place.textContent = name ? words.reads.replace("{name}", name) : ""
  place.hidden = !name
}

/* Deciding */

const selected = () => lines().filter((line) => line.querySelector("[name=c]")?.checked)
const chosen = () => (selected().length ? selected() : current ? [current] : [])

async function decide(act, about, why = []) {
  if (!about.length) return
  const next = lines().find((line) => !about.includes(line) && follows(line, about.at(-1))) ?? lines().findLast((line) => !about.includes(line))
  const fields = [["act", act], ["queue", desk.dataset.queue], ...why]
  for (const line of about) fields.push(["c", pkOf(line)], [`seen-${pkOf(line)}`, seen(line)])
  for (const line of about) line.hidden = true
  count()
  goTo(next)
  const answer = await send(fields)
  for (const line of about) settle(line, answer)
  if (!answer) return
  batch = answer.batch || batch
  say(answer.words, answer.batch)
  count()
  refill()
}

const follows = (line, other) => Boolean(other.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING)

function settle(line, answer) {
  line.querySelector("[name=c]").checked = false
  if (!answer?.done.includes(Number(pkOf(line)))) {
    line.hidden = false
    return
  }
  decided.set(pkOf(line), line)
  if (desk.dataset.queue === "all") refresh(line)
}

async function refresh(line) {
  const page = await fetchPage(line.querySelector(".line-age").href)
  replace(line, page.getElementById(line.id))
}

function replace(line, fresh) {
  if (!fresh) return
  const wasCurrent = line === current
  line.replaceWith(document.adoptNode(fresh))
  decided.delete(pkOf(fresh))
  if (wasCurrent) goTo(fresh)
}

async function undo() {
  if (!batch) return
  const answer = await send([["act", "undo"], ["batch", batch]])
  if (!answer) return
  batch = ""
  for (const pk of answer.done) {
    const line = decided.get(String(pk))
    if (line) line.hidden = false
    decided.delete(String(pk))
  }
  const first = document.getElementById(`c${answer.done[0]}`)
  if (first) goTo(first)
  say(answer.words)
}

async function refill() {
  if (lines().length > FEW) return
  const page = await fetchPage(location.href)
  for (const line of page.querySelectorAll(".line")) {
    if (!document.getElementById(line.id)) list.append(document.adoptNode(line))
  }
  desk.querySelector(".nothing").hidden = lines().length > 0
  if (!current?.isConnected || current.hidden) goTo(lines()[0], { focus: lines().length > 0 })
}

/* What happens elsewhere */

async function poll() {
  if (document.hidden) return
  const here = [...list.children].map(pkOf)
  const query = new URLSearchParams({ c: here.slice(-100).join(",") })
  const answer = await fetch(`${desk.dataset.state}?${query}`, { cache: "no-cache" }).catch(() => null)
  if (!answer?.ok || answer.redirected) return
  const state = await answer.json()
  for (const [name, queue] of Object.entries(state.queues)) {
    const place = desk.querySelector(`.queues [data-queue="${name}"]`)
    place.querySelector("[data-count]").textContent = queue.count
    place.querySelector("[data-oldest]").textContent = queue.oldest
  }
  for (const line of lines()) {
    showReader(line, state.readers[pkOf(line)])
    const status = state.statuses[pkOf(line)]
    if (status && status !== line.dataset.status) decidedElsewhere(line, status)
  }
  await refill()
}

function decidedElsewhere(line, status) {
  if (desk.dataset.queue === "all") return refresh(line)
  const text = words.elsewhere.replace("{status}", words[status])
  if (line === current) say(text)
  if (line === current) step(1)
  line.hidden = true
}

/* Telling */

const bar = document.createElement("div")
bar.className = "desk-bar-below"
bar.setAttribute("role", "status")
document.body.append(bar)

function say(text, undoable = "") {
  clearTimeout(hiding)
  bar.replaceChildren(Object.assign(document.createElement("span"), { textContent: text }))
  if (undoable) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button" })
    button.append(`${words.undo} `, Object.assign(document.createElement("kbd"), { textContent: "u" }))
    button.addEventListener("click", undo)
    bar.append(button)
  }
  hiding = setTimeout(() => bar.replaceChildren(), UNDO)
}

function count() {
  const place = form.querySelector(".bulk-count")
  if (place) place.textContent = place.dataset.selected.replace("{n}", selected().length)
}

/* Keys and buttons */

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => decide("approve", chosen()),
  s: () => decide("spam", chosen()),
  r: () => reject(chosen()),
  u: undo,
  x: () => current?.querySelector("[name=c]").click(),
  "?": help,
  e: () => press("e"),
  b: () => press("b"),
  h: () => press("h"),
}

const reject = (about) => about.length && askWhy((why) => decide("reject", about, why))
const press = (key) => current?.querySelector(`[data-key="${key}"]`)?.click()
function help() {
  ask(document.getElementById("desk-keys").content.cloneNode(true))
}
const isTyping = (target) => target.matches("textarea, select, input:not([type=checkbox])")

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isAsking() || isTyping(event.target)) return
  const act = KEYS[event.key]
  if (!act) return
  event.preventDefault()
  act()
})

form.addEventListener("submit", (event) => {
  const [one, pk] = (event.submitter?.name === "one" ? event.submitter.value : "").split("-")
  const act = one || event.submitter?.value
  const about = pk ? [document.getElementById(`c${pk}`)] : selected()
  if (!act || !desk.dataset.state) return
  event.preventDefault()
  if (act === "reject") reject(about)
  else decide(act, about)
})

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-ask]")
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault()
    ask(link.href, done)
  }
  if (event.target.closest("[data-help]")) help()
  const line = event.target.closest(".line")
  if (line && line !== current && desk.dataset.state) goTo(line, { focus: false })
})

/** A question was answered: its page tells what to say, and holds the line as it is now. */
function done(page) {
  if (!desk.dataset.state) return location.reload()
  say(page.querySelector(".messagelist")?.textContent.trim() ?? "")
  const fresh = page.querySelector(".line")
  const line = fresh && document.getElementById(fresh.id)
  if (line) replace(line, fresh)
}

if (desk.dataset.state) {
  list.addEventListener("change", count)
  for (const element of document.querySelectorAll(".needs-script")) element.hidden = false
  prepareReasons(form.action + "reject/")
  goTo(lines().find((line) => line.querySelector("[data-reader]").hidden), { focus: false })
  setInterval(poll, POLL)
  setInterval(() => !document.hidden && current && claim(current), RENEW)
}
