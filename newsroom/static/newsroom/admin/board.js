/* The board: a card is dropped where one of its buttons leads; the drop presses that button. The
   keyboard opens the menu of the card and presses it there. */
import { goOnFrom } from "./moved.js"

const columns = [...document.querySelectorAll("[data-column]")]
let dragged = null

const buttonFor = (card, column) => card.querySelector(`[data-to="${column.dataset.column}"]`)

/** The column under the mouse, where what is dragged may be left. */
const targetOf = ({ target }) => {
  const column = target.closest?.("[data-column]")
  return dragged && column && !column.contains(dragged) && buttonFor(dragged, column) ? column : null
}

const mark = (target) => {
  for (const column of columns) column.classList.toggle("is-target", column === target)
}

const take = (event) => {
  dragged = event.target.closest?.("[data-acts]")
  if (!dragged) return
  event.dataTransfer.effectAllowed = "move"
  event.dataTransfer.setData("text/plain", dragged.id)
  dragged.classList.add("is-moving")
  for (const column of columns) {
    column.classList.toggle("is-open", !column.contains(dragged) && Boolean(buttonFor(dragged, column)))
  }
}

const over = (event) => {
  const column = targetOf(event)
  mark(column)
  if (column) event.preventDefault()
}

const drop = (event) => {
  const column = targetOf(event)
  if (!column) return
  event.preventDefault()
  const button = buttonFor(dragged, column)
  button.form.requestSubmit(button)
}

const letGo = () => {
  dragged?.classList.remove("is-moving")
  dragged = null
  for (const column of columns) column.classList.remove("is-open", "is-target")
}

const close = ({ target, key }) => {
  if (key !== "Escape") return
  const menu = target.closest?.("details[open]")
  if (!menu) return
  menu.open = false
  menu.querySelector("summary").focus()
}

/** One menu at a time; a click elsewhere closes it. */
const closeOthers = ({ target }) => {
  for (const menu of document.querySelectorAll(".entry-acts[open]")) {
    if (!menu.contains(target)) menu.open = false
  }
}

if (columns.length) {
  for (const card of document.querySelectorAll("[data-acts]:has([data-to])")) card.draggable = true
  document.addEventListener("dragstart", take)
  document.addEventListener("dragover", over)
  document.addEventListener("drop", drop)
  document.addEventListener("dragend", letGo)
  document.addEventListener("keydown", close)
  document.addEventListener("click", closeOthers)
  goOnFrom("summary")
}
