/* The desk by keyboard, without a reload. Every act is a form or a page that works without this:
   here they are only sent and put in place by hand. */
import { ask, isAsking, prepareReasons, askWhy } from "./moderating-dialog.js"
import { fetchPage, sender } from "./moderating-sending.js"
import { bar } from "./moderating-telling.js"

const desk = document.querySelector(".desk")
const form = desk.querySelector(".lines-form")
const list = form.querySelector(".lines")
const words = document.getElementById("desk-words")?.dataset
const POLL = 5000
const RENEW = 20000 // before the lease ends
const FEW = 8
const MOST = 100 // lines of which one question asks
const LOOK = 1000 // what came by itself has to be seen before a key decides on it
const DOUBLE_CLICK = 500 // the second click must not decide on what has moved up meanwhile
const batches = [] // what was decided here, the last one at the end
const busy = new Map() // number of a comment -> how many decisions on it are on their way
const answered = new Map() // number -> when the last of them was answered
let current = null
let lookUntil = 0
let movedAt = -Infinity

const say = bar(words, batches, undo)
const send = sender(form, say, words)
const lines = () => [...list.children].filter((line) => !line.hidden)
const pkOf = (line) => line.dataset.pk
const seen = (line) => form.querySelector(`[name="seen-${pkOf(line)}"]`)?.value

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

/** Nobody asked for this step: whatever is pressed now was meant for the line before. */
function leadTo(line) {
  lookUntil = performance.now() + LOOK
  goTo(line, { focus: list.contains(document.activeElement) || document.activeElement === document.body })
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
const chosen = () => (selected().length ? selected() : current && !current.hidden ? [current] : [])

async function decide(act, about, why = []) {
  if (!about.length) return
  const next = neighbour(about)
  const fields = [["act", act], ["queue", desk.dataset.queue], ...why]
  for (const line of about) fields.push(["c", pkOf(line)], [`seen-${pkOf(line)}`, seen(line)])
  for (const line of about) leave(line)
  goTo(next)
  const answer = await send(fields)
  if (answer?.batch) batches.push(answer.batch)
  for (const line of about) arrive(line, answer)
  if (!answer) return
  say(answer.words)
  await renew(about.map(pkOf).filter((pk) => desk.dataset.queue === "all" || pk in answer.refused), answer.refused)
  refill()
}

/** The line to go on with when these have left: the one below them, else the last one above. */
function neighbour(about) {
  const others = lines().filter((line) => !about.includes(line))
  return others.find((line) => follows(line, about.at(-1))) ?? others.at(-1)
}

const follows = (line, other) => Boolean(other.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING)

/** Out of the list at once, before the server has said anything. */
function leave(line) {
  busy.set(pkOf(line), (busy.get(pkOf(line)) ?? 0) + 1)
  line.querySelector("[name=c]").checked = false
  hide(line)
}

function arrive(line, answer) {
  busy.set(pkOf(line), busy.get(pkOf(line)) - 1)
  answered.set(pkOf(line), performance.now())
  if (!answer?.done.includes(Number(pkOf(line)))) line.hidden = false
}

function hide(line) {
  line.hidden = true
  movedAt = performance.now()
  count()
}

/** Each press takes back one step, the last one first. */
async function undo() {
  const answer = await send(() => batches.length && [["act", "undo"], ["batch", batches.at(-1)]])
  if (!answer) return
  batches.pop()
  for (const pk of answer.done) answered.set(String(pk), performance.now())
  say(answer.words)
  await renew(answer.done.map(String))
  const first = document.getElementById(`c${answer.done[0]}`)
  if (first && !first.hidden) goTo(first)
}

/* What the server has of them now */

/** Fetch lines anew, each with what there is to say of it; what isn't in this queue goes. */
async function renew(pks, notes = {}) {
  const here = pks.filter((pk) => document.getElementById(`c${pk}`))
  if (!here.length) return
  const part = here.slice(0, MOST)
  const query = new URLSearchParams({ queue: desk.dataset.queue, c: part.join(",") })
  const page = await fetchPage(`${desk.dataset.lines}?${query}`).catch(() => null)
  for (const pk of page ? part : []) {
    if (busy.get(pk)) continue // its own answer is on the way
    const fresh = page.getElementById(`c${pk}`)
    if (fresh) replace(document.getElementById(`c${pk}`), fresh, notes[pk])
    else disappear(document.getElementById(`c${pk}`))
  }
  await renew(here.slice(MOST), notes)
}

function replace(line, fresh, note) {
  if (!fresh) return
  const wasCurrent = line === current
  const hadFocus = line.contains(document.activeElement)
  line.replaceWith(document.adoptNode(fresh))
  if (note) fresh.querySelector(".line-text").before(Object.assign(document.createElement("p"), { className: "line-news", textContent: note }))
  if (wasCurrent) goTo(fresh, { focus: hadFocus })
  count()
}

/** It has left this list by what somebody else did. */
function disappear(line) {
  if (line.hidden) return
  const next = line === current ? neighbour([line]) : null
  hide(line)
  if (line === current) leadTo(next)
}

async function refill() {
  if (lines().length > FEW) return
  const asked = performance.now()
  const page = await fetchPage(location.href).catch(() => null)
  if (!page) return
  for (const line of page.querySelectorAll(".line")) {
    const here = document.getElementById(line.id)
    if (!here) list.append(document.adoptNode(line))
    else if (here.hidden && !busy.get(pkOf(line)) && !(answered.get(pkOf(line)) > asked)) replace(here, line)
  }
  desk.querySelector(".nothing").hidden = lines().length > 0
  if (lines().length && (!current?.isConnected || current.hidden)) leadTo(lines()[0])
}

/* What happens elsewhere */

async function poll() {
  if (document.hidden) return
  const asked = performance.now()
  const pks = lines().map(pkOf).slice(0, MOST)
  const query = new URLSearchParams({ queue: desk.dataset.queue, c: pks.join(",") })
  const answer = await fetch(`${desk.dataset.state}?${query}`, { cache: "no-cache" }).catch(() => null)
  if (!answer?.ok || answer.redirected) return
  const state = await answer.json()
  for (const [name, queue] of Object.entries(state.queues)) {
    const place = desk.querySelector(`.queues [data-queue="${name}"]`)
    place.querySelector("[data-count]").textContent = queue.count
    place.querySelector("[data-oldest]").textContent = queue.oldest
  }
  const isOurs = (pk) => busy.get(pk) || answered.get(pk) > asked
  const there = lines().filter((line) => pks.includes(pkOf(line)) && !isOurs(pkOf(line)))
  for (const line of there) showReader(line, state.readers[pkOf(line)])
  await comparedWith(state, there)
  await refill()
}

/** What has left the queue goes; what has changed is fetched, and has to be read again. */
async function comparedWith(state, there) {
  for (const line of there.filter((line) => state.gone.includes(Number(pkOf(line))))) {
    if (line === current) say(elsewhere(state.statuses[pkOf(line)], line))
    disappear(line)
  }
  const changed = there.filter((line) => !line.hidden && seen(line) && state.seen[pkOf(line)] !== seen(line))
  const notes = Object.fromEntries(changed.map((line) => [pkOf(line), difference(seen(line), state.seen[pkOf(line)])]))
  await renew(changed.map(pkOf), notes)
  const note = current && notes[pkOf(current)]
  if (!note) return
  say(note)
  lookUntil = performance.now() + LOOK
}

/** What the desk says it saw: a status, how often its author has corrected it, when a colleague did. */
function difference(before, now) {
  const [status, corrections] = now.split(".")
  if (before.split(".")[0] !== status) return words.elsewhere.replace("{status}", words[status])
  return (before.split(".")[1] ?? "0") === (corrections ?? "0") ? words.edited : words.corrected
}

function elsewhere(status, line) {
  return status && status !== line.dataset.status ? words.elsewhere.replace("{status}", words[status]) : words.gone
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

const reasons = `${form.action}reject/`
const reject = (about) => about.length && askWhy(reasons, (why) => decide("reject", about, why))
const press = (key) => current?.querySelector(`[data-key="${key}"]`)?.click()
function help() {
  ask(document.getElementById("desk-keys").content.cloneNode(true))
}
const DECIDING = new Set(["a", "s", "r", "x"])
const MAY_REPEAT = new Set(["j", "k"]) // a held key goes through the list, and decides nothing
const isTyping = (target) => target.matches("textarea, select, input:not([type=checkbox])")

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isAsking() || isTyping(event.target)) return
  const act = KEYS[event.key]
  if (!act) return
  event.preventDefault()
  if (event.repeat && !MAY_REPEAT.has(event.key)) return
  if (MAY_REPEAT.has(event.key)) lookUntil = 0
  if (DECIDING.has(event.key) && performance.now() < lookUntil) return say(words.look)
  act()
})

form.addEventListener("submit", (event) => {
  const [one, pk] = (event.submitter?.name === "one" ? event.submitter.value : "").split("-")
  const act = one || event.submitter?.value
  const about = pk ? [document.getElementById(`c${pk}`)] : selected()
  if (!act || !desk.dataset.state) return
  event.preventDefault()
  if (performance.now() - movedAt < DOUBLE_CLICK) return say(words.look)
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
  stepInto(event)
})

/** Where the focus is, or the pointer was, is where keys act. */
function stepInto(event) {
  const line = event.target.closest(".line")
  if (!line || line === current || line.hidden || !desk.dataset.state) return
  lookUntil = 0
  goTo(line, { focus: false })
}

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
  list.addEventListener("focusin", stepInto)
  for (const element of document.querySelectorAll(".needs-script")) element.hidden = false
  prepareReasons(reasons)
  goTo(lines().find((line) => line.querySelector("[data-reader]").hidden), { focus: false })
  setInterval(poll, POLL)
  document.addEventListener("visibilitychange", poll)
  setInterval(() => !document.hidden && current && claim(current), RENEW)
}
