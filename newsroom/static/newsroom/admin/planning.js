/* The calendar: what has a handle is dragged to another day, or moved there with the arrow keys. */
import { goOnFrom } from "./moved.js"

const form = document.getElementById("move-form")
const said = document.getElementById("move-said")
const days = [...document.querySelectorAll("[data-day]")]
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

const send = (entry, day) => {
  form.action = `${form.dataset.base}${entry.dataset.handle}/`
  form.elements.day.value = day
  form.submit()
}

/* With the mouse */

let dragged = null

const take = (event) => {
  dragged = event.target.closest?.("[data-handle]")
  if (!dragged) return
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", dragged.dataset.handle)
  dragged.classList.add("is-moving")
}

const over = (event) => {
  const day = event.target.closest?.("[data-day]")
  if (!dragged || !day) return
  event.preventDefault()
  for (const other of days) other.classList.toggle("is-target", other === day)
}

const drop = (event) => {
  const day = event.target.closest?.("[data-day]")
  if (!dragged || !day) return
  event.preventDefault()
  if (!day.contains(dragged)) send(dragged, day.dataset.day)
}

const letGo = () => {
  dragged?.classList.remove("is-moving")
  dragged = null
  for (const day of days) day.classList.remove("is-target")
}

/* With the keyboard: arrows carry it, Enter leaves it there, Escape brings it back. */

const homes = new WeakMap()

const carry = (entry, step) => {
  const here = days.findIndex((day) => day.contains(entry))
  const first = Math.max(0, days.findIndex((day) => day.classList.contains("is-today")))
  const next = days[here < 0 ? first : here + step]
  if (!next) return
  if (!homes.has(entry)) homes.set(entry, [entry.parentElement, entry.nextSibling])
  entry.classList.add("is-moving")
  next.append(entry)
  entry.querySelector(".entry-move").focus()
  said.textContent = `${said.dataset.to} ${next.dataset.name}`
}

const bringBack = (entry) => {
  const [parent, before] = homes.get(entry)
  homes.delete(entry)
  entry.classList.remove("is-moving")
  parent.insertBefore(entry, before)
  entry.querySelector(".entry-move").focus()
  said.textContent = said.dataset.back
}

const press = (event) => {
  const entry = event.target.closest?.(".entry-move")?.closest("[data-handle]")
  if (!entry || event.altKey || event.ctrlKey || event.metaKey) return
  const isCarried = homes.has(entry)
  const step = STEPS[event.key]
  if (step) carry(entry, step)
  else if (event.key === "Escape" && isCarried) bringBack(entry)
  else if (event.key === "Enter" && isCarried) send(entry, entry.closest("[data-day]").dataset.day)
  else return
  event.preventDefault()
}

if (form) {
  document.addEventListener("dragstart", take)
  document.addEventListener("dragover", over)
  document.addEventListener("drop", drop)
  document.addEventListener("dragend", letGo)
  document.addEventListener("keydown", press)
  goOnFrom(".entry-move")
}
