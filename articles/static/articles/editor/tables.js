/* Tables: three columns with a head at once, rows and columns by the buttons that then appear. */
import { Table as StockTable } from "django-prose-editor/editor"
import { toTop } from "newsroom/editor/blocks"

export const insertTable = (editor) =>
  editor
    .chain()
    .focus()
    .command(toTop)
    .insertTable({ rows: 3, cols: 3, withHeaderRow: true })
    .run()

export const Table = StockTable.extend({
  addMenuItems(storage) {
    this.parent?.(storage)
    storage.menu.defineItem({
      name: "table",
      groups: "table",
      button: storage.buttons.material("grid_on", "Insert table"),
      hidden: (editor) => editor.isActive("table"),
      command: insertTable,
    })
    for (const name of ["mergeCells", "splitCell", "toggleHeaderCell"]) {
      delete storage._definedItems[`table:${name}`]
    }
  },
})
