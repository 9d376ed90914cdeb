/* Names for what Django's own scripts and tables leave without one, for those who listen. No module:
   none may come before the editor's import map. */
{
  let count = 0
  const idOf = (element) => (element.id ||= `name-${++count}`)

  /** The label of a field; in a row of a table, the head of its column. */
  const nameOf = (field) => {
    const label = document.querySelector(`label[for="${field.id}"]`)
    if (label) return label
    const cell = field.closest(".tabular td")
    return cell?.closest("table").querySelector("thead tr")?.cells[cell.cellIndex]
  }

  const nameFields = (root) => {
    for (const field of root.querySelectorAll(".tabular :is(input:not([type=hidden]), select)")) {
      const name = nameOf(field)
      if (name?.textContent.trim()) field.setAttribute("aria-labelledby", idOf(name))
    }
  }

  const nameChooser = (container) => {
    const name = nameOf(container.previousElementSibling)
    const box = container.querySelector("[role=combobox]")
    const chosen = container.querySelector(".select2-selection__rendered")
    if (!name || !box || !chosen) return
    box.setAttribute("aria-labelledby", `${idOf(name)} ${idOf(chosen)}`)
    chosen.setAttribute("aria-labelledby", idOf(name))
  }

  nameFields(document)
  // Choosers and rows come, and come again, by scripts that tell nobody.
  new MutationObserver((changes) => {
    for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (node.matches?.(".select2-container:not(.select2-container--open)")) nameChooser(node)
      else if (node.matches?.("tr.form-row")) nameFields(node.parentElement)
    }
  }).observe(document.body, { childList: true, subtree: true })
}
