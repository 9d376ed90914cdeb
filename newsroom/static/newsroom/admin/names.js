/* Names for what Django's own scripts and tables leave without one, for those who listen. */

let count = 0
const idOf = (element) => (element.id ||= `name-${++count}`)

/** The label of a field; in a row of a table, the head of its column. */
const nameOf = (field) => {
  const label = document.querySelector(`label[for="${field.id}"]`)
  if (label) return label
  const cell = field.closest(".tabular td")
  return cell?.closest("table").querySelector("thead tr")?.cells[cell.cellIndex]
}

const name = (root) => {
  for (const field of root.querySelectorAll(".tabular :is(input:not([type=hidden]), select)")) {
    const head = nameOf(field)
    if (head?.textContent.trim()) field.setAttribute("aria-labelledby", idOf(head))
  }
  for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
    const box = select.nextElementSibling?.querySelector("[role=combobox]")
    const chosen = box?.querySelector(".select2-selection__rendered")
    const label = nameOf(select)
    if (!chosen || !label) continue
    box.setAttribute("aria-labelledby", `${idOf(label)} ${idOf(chosen)}`)
    chosen.setAttribute("aria-labelledby", idOf(label))
  }
}

window.addEventListener("load", () => name(document))
document.addEventListener("formset:added", ({ target }) => setTimeout(name, 0, target))
