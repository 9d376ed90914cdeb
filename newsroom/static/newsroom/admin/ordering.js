/* Rows in an order of one's own: dragged, or moved by the arrow keys. Without a script, by numbers. */
const { gettext, interpolate } = window
const TABLES = "#items-group tbody, #bylines-group tbody, .model-section #result_list tbody"
const table = new URLSearchParams(location.search).has("o") ? null : document.querySelector(TABLES)

const numberOf = (row) => row.querySelector(".field-position input")
const choiceOf = (row) => row.querySelector("select")
/** A row that waits for a choice has no place yet: a number would make it one to be filled in. */
const hasPlace = (row) => numberOf(row) && choiceOf(row)?.value !== ""
const rows = () =>
  [...table.querySelectorAll(":scope > tr:not(.empty-form)")].filter((row) => hasPlace(row))
const titleOf = (row) =>
  (choiceOf(row)?.selectedOptions[0] ?? row.querySelector("th a"))?.textContent ?? ""

const voice = document.createElement("p")
voice.className = "visually-hidden"
voice.setAttribute("role", "status")

/** Say which place each row has. */
const show = () => {
  rows().forEach((row, place) => {
    row.querySelector(".place").textContent = place + 1
    row.classList.toggle("is-lead", place === 0)
  })
}

/** Write the numbers that the form sends, and say where the moved one is now. */
const number = (moved) => {
  const all = rows()
  all.forEach((row, place) => {
    numberOf(row).value = place + 1
    numberOf(row).dispatchEvent(new Event("input", { bubbles: true }))
  })
  show()
  if (moved) {
    const place = all.indexOf(moved) + 1
    voice.textContent = interpolate(gettext("%s: now %s of %s"), [titleOf(moved), place, all.length])
  }
}

const moveTo = (row, place) => {
  const others = rows().filter((other) => other !== row)
  const before = others[Math.max(place, 0)]
  if (before) before.before(row)
  else others.at(-1)?.after(row)
  number(row)
}

const KEYS = {
  ArrowUp: (place) => place - 1,
  ArrowDown: (place) => place + 1,
  Home: () => 0,
  End: () => Infinity,
}

const onKey = (event) => {
  const row = event.currentTarget.closest("tr")
  const next = KEYS[event.key]
  if (!next) return
  event.preventDefault()
  moveTo(row, next(rows().indexOf(row)))
  event.currentTarget.focus()
}

const drag = (event) => {
  const handle = event.currentTarget
  const row = handle.closest("tr")
  const follow = ({ clientY }) => {
    const middle = (other) => {
      const { top, height } = other.getBoundingClientRect()
      return top + height / 2
    }
    const others = rows().filter((other) => other !== row)
    const place = others.filter((other) => middle(other) < clientY).length
    if (rows().indexOf(row) !== place) moveTo(row, place)
  }
  const stop = () => {
    row.classList.remove("is-dragged")
    document.removeEventListener("pointermove", follow)
    handle.focus()
  }
  event.preventDefault()
  row.classList.add("is-dragged")
  document.addEventListener("pointermove", follow)
  document.addEventListener("pointerup", stop, { once: true })
  document.addEventListener("pointercancel", stop, { once: true })
}

const button = (row, name, sign) => {
  const made = document.createElement("button")
  made.type = "button"
  made.className = `order-${name}`
  made.textContent = sign
  row.querySelector(".field-position").append(made)
  return made
}

const equip = (row) => {
  const input = numberOf(row)
  if (!input || row.querySelector(".place")) return
  const place = document.createElement("span")
  place.className = "place"
  input.type = "hidden"
  const handle = button(row, "handle", "⠿")
  handle.before(place)
  handle.title = gettext("Drag, or press the arrow keys")
  handle.setAttribute("aria-label", interpolate(gettext("Move “%s”"), [titleOf(row)]))
  handle.addEventListener("pointerdown", drag)
  handle.addEventListener("keydown", onKey)
  for (const [name, sign, label, step] of [
    ["up", "↑", gettext("Move up"), -1],
    ["down", "↓", gettext("Move down"), 1],
  ]) {
    const arrow = button(row, name, sign)
    arrow.setAttribute("aria-label", label)
    arrow.addEventListener("click", () => {
      moveTo(row, rows().indexOf(row) + step)
      arrow.focus()
    })
  }
}

/** As their numbers say: those of a draft that is taken up come in the order of the form. */
const sort = () => {
  const sorted = rows().sort((a, b) => numberOf(a).value - numberOf(b).value)
  table.prepend(...sorted)
}

let placed = 0

/** Number anew where rows came or went: the page is not changed by being looked at. */
const refresh = () => {
  rows().forEach(equip)
  if (rows().length === placed) return show()
  placed = rows().length
  number()
}

if (table && (rows().length || table.closest("#bylines-group"))) {
  table.closest(".inline-group, form").append(voice)
  table.classList.add("is-ordered")
  placed = rows().length
  sort()
  refresh()
  for (const made of ["formset:added", "formset:removed"]) {
    document.addEventListener(made, ({ target }) => {
      if (made === "formset:removed" || table.contains(target)) refresh()
    })
  }
  // Select2 tells of a choice through jQuery alone.
  window.django?.jQuery(table).on("change", "select", refresh)
}
