/* The menu of all that can be put into a text: typed as `/` on an empty line, or by its button. */
import { Extension, Plugin, crel, pm } from "django-prose-editor/editor"
import { toTop } from "newsroom/editor/blocks"
import { askForCard } from "newsroom/editor/links"
import { askForGallery, askForPicture } from "newsroom/editor/pictures"
import { insertTable } from "newsroom/editor/tables"
import { askForVideo } from "newsroom/editor/videos"

const { gettext } = window

const run = (command, ...args) => (editor) => editor.chain().focus()[command](...args).run()

const insertRule = (editor) => editor.chain().focus().command(toTop).setHorizontalRule().run()

/* Each by its name and, apart from that, by the words somebody may look for it with. */
const things = () => [
  [gettext("Heading"), "title", gettext("h2 title"), run("toggleHeading", { level: 2 })],
  [gettext("Smaller heading"), "title", gettext("h3 subtitle"), run("toggleHeading", { level: 3 })],
  [gettext("Bulleted list"), "format_list_bulleted", gettext("points"), run("toggleBulletList")],
  [gettext("Numbered list"), "format_list_numbered", gettext("1 2 3"), run("toggleOrderedList")],
  [gettext("Quotation"), "format_quote", gettext("citation said"), run("toggleBlockquote")],
  [gettext("Pull quote"), "campaign", gettext("citation highlight"), run("togglePullQuote")],
  [gettext("Note box"), "sticky_note_2", gettext("frame aside info"), run("toggleNoteBox")],
  [gettext("Picture"), "image", gettext("photo image upload"), askForPicture],
  [gettext("Gallery"), "collections", gettext("photos images slides"), askForGallery],
  [gettext("Video"), "ondemand_video", "youtube vimeo dailymotion peertube", askForVideo],
  [gettext("Related article"), "article", gettext("card link read also"), askForCard],
  [gettext("Table"), "grid_on", gettext("rows columns"), insertTable],
  [gettext("Code"), "code", gettext("program source"), run("toggleCodeBlock")],
  [gettext("Separator"), "horizontal_rule", gettext("rule line hr"), insertRule],
]

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

const matching = (query) => {
  const words = fold(query)
  const starts = ([label]) => fold(label).startsWith(words)
  const found = things().filter(([label, , others]) => fold(`${label} ${others}`).includes(words))
  return [...found.filter(starts), ...found.filter((thing) => !starts(thing))]
}

/* When it is open */

const key = new pm.state.PluginKey("inserting")
const CLOSED = { open: false, query: "" }
const TYPED = /^\/([\p{L}\p{N} ’'-]{0,20})$/u

/** What stands behind the `/` of a line that holds nothing else. */
const typedAt = ({ selection: { $from, empty } }) => {
  const { parent, depth, parentOffset } = $from
  if (!empty || depth !== 1 || parent.type.name !== "paragraph") return null
  if (parentOffset !== parent.content.size) return null
  return parent.textContent.match(TYPED)?.[1] ?? null
}

const next = (tr, former, state) => {
  const told = tr.getMeta(key)
  if (told) return told
  if (former.byButton) return tr.docChanged || tr.selectionSet ? CLOSED : former
  const query = typedAt(state)
  if (query === null) return CLOSED
  if (former.dismissed) return former
  return former.open || tr.docChanged ? { open: true, query } : CLOSED
}

/* How it looks */

let made = 0

// Pixels: the list at most and at least, its distance from the line, the bar above, the foot below
const [HEIGHT, LEAST, GAP, BAR, FOOT] = [500, 240, 6, 48, 80]

class InsertMenu {
  constructor(view, editor) {
    this.view = view
    this.editor = editor
    this.found = []
    this.active = 0
    this.list = crel("ul", { className: "insert-menu", id: `insert-menu-${++made}`, hidden: true })
    this.list.setAttribute("role", "listbox")
    this.list.setAttribute("aria-label", gettext("Insert"))
    // The text keeps the focus.
    this.list.addEventListener("mousedown", (event) => event.preventDefault())
    view.dom.after(this.list)
    this.leave = () => this.close()
    view.dom.addEventListener("blur", this.leave)
  }

  get isOpen() {
    return !this.list.hidden
  }

  update(view, former) {
    const now = key.getState(view.state)
    const before = former && key.getState(former)
    if (now === before) return
    if (now.query !== before?.query || now.open !== before?.open) {
      this.found = now.open ? matching(now.query) : []
      this.active = 0
    }
    this.show()
  }

  show() {
    const { list, view } = this
    list.replaceChildren(...this.found.map(([label, icon], index) => this.row(label, icon, index)))
    list.hidden = !this.found.length
    if (list.hidden) {
      for (const name of ["aria-activedescendant", "aria-controls", "aria-haspopup"]) {
        view.dom.removeAttribute(name)
      }
      return
    }
    view.dom.setAttribute("aria-haspopup", "listbox")
    view.dom.setAttribute("aria-controls", list.id)
    this.settle()
    this.mark()
  }

  row(label, icon, index) {
    const sign = crel("span", { className: "material-icons", "data-icon": icon })
    const row = crel("li", { id: `${this.list.id}-${index}` }, [sign, label])
    row.setAttribute("role", "option")
    row.addEventListener("click", () => this.choose(index))
    return row
  }

  mark() {
    ;[...this.list.children].forEach((row, index) => {
      row.setAttribute("aria-selected", index === this.active)
      if (index === this.active) row.scrollIntoView({ block: "nearest" })
    })
    this.view.dom.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`)
  }

  /** Below the line, or above it where there is more room; no longer than that. */
  settle() {
    const { list, view } = this
    const line = view.coordsAtPos(view.state.selection.$from.start())
    const box = list.parentElement.getBoundingClientRect()
    const above = line.top - BAR
    const below = window.innerHeight - line.bottom - FOOT
    const isBelow = below > LEAST || below > above
    list.style.maxHeight = `${Math.min(HEIGHT, (isBelow ? below : above) - GAP)}px`
    list.style.left = `${Math.max(0, line.left - box.left)}px`
    list.style.top = isBelow
      ? `${line.bottom - box.top + GAP}px`
      : `${line.top - box.top - list.offsetHeight - GAP}px`
  }

  step(by) {
    this.active = (this.active + by + this.found.length) % this.found.length
    this.mark()
  }

  close() {
    if (!this.isOpen) return
    const typed = typedAt(this.view.state) !== null
    this.view.dispatch(this.view.state.tr.setMeta(key, { ...CLOSED, dismissed: typed }))
  }

  choose(index) {
    const act = this.found[index].at(-1)
    const { state } = this.view
    const { $from } = state.selection
    const tr = typedAt(state) === null ? state.tr : state.tr.delete($from.start(), $from.end())
    this.view.dispatch(tr.setMeta(key, CLOSED))
    act(this.editor)
  }

  press({ key: pressed, isComposing, ctrlKey, metaKey }) {
    if (!this.isOpen || isComposing || ctrlKey || metaKey) return false
    if (pressed === "ArrowDown") this.step(1)
    else if (pressed === "ArrowUp") this.step(-1)
    else if (pressed === "Enter" || pressed === "Tab") this.choose(this.active)
    else if (pressed === "Escape") this.close()
    else return false
    return true
  }

  destroy() {
    this.view.dom.removeEventListener("blur", this.leave)
    this.list.remove()
  }
}

export const Inserting = Extension.create({
  name: "inserting",
  priority: 2000, // its keys come before those of the text

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "insert",
      groups: "embeds",
      priority: 10,
      button: buttons.material("add", "insert"),
      hidden: (editor) => editor.isActive("table"),
      command: ({ view }) =>
        view.dispatch(view.state.tr.setMeta(key, { open: true, query: "", byButton: true })),
    })
  },

  addProseMirrorPlugins() {
    const { editor } = this
    let menu = null
    return [
      new Plugin({
        key,
        state: { init: () => CLOSED, apply: (tr, former, _, state) => next(tr, former, state) },
        view: (view) => (menu = new InsertMenu(view, editor)),
        props: { handleKeyDown: (_, event) => menu.press(event) },
      }),
    ]
  },
})
