/* What stands in a frame of its own: quotations with who said it, pull quotes, note boxes. */
import {
  Blockquote as StockBlockquote,
  Extension,
  InputRule,
  Node,
  Plugin,
  pm,
} from "django-prose-editor/editor"

const { Fragment } = pm.model
const { TextSelection } = pm.state

const FOOT = { place: "foot" }
const BOXES = ["blockquote", "pullQuote", "noteBox"]

/** The box that holds the cursor, with its place. */
const boxAround = ({ $from }) => {
  const node = $from.depth ? $from.node(1) : null
  return node && BOXES.includes(node.type.name) ? { node, at: $from.before(1) } : null
}

const sourceOf = ({ lastChild }) => (lastChild?.type.name === "quoteSource" ? lastChild : null)

/* Into a box and out of it */

/** What a box may hold of a block; null where nothing of it fits. */
const fitting = (node, type) => {
  const { paragraph } = node.type.schema.nodes
  const match = type.contentMatch
  if (node.type.name === "quoteSource") {
    const words = node.type.schema.text("— ")
    return node.content.size ? [paragraph.create(null, node.content.addToStart(words))] : []
  }
  if (match.matchType(node.type)) return [node]
  if (node.isTextblock) return [paragraph.create(null, node.content)]
  if (node.isLeaf || node.type.name === "table") return null
  const inner = node.content.content.map((child) => fitting(child, type))
  return inner.includes(null) ? null : inner.flat()
}

/** Let the blocks from one place to another be these, the cursor staying at its words. */
const exchange = (tr, from, to, content, shift) => {
  const { pos } = tr.selection.$from
  tr.replaceWith(from, to, content)
  const near = Math.max(from, Math.min(pos + shift, from + Fragment.from(content).size))
  tr.setSelection(TextSelection.near(tr.doc.resolve(near)))
}

const leave = (box, tr) => {
  const content = box.node.content.content.flatMap((block) => fitting(block, tr.doc.type))
  exchange(tr, box.at, box.at + box.node.nodeSize, content, -1)
}

const enter = (type, tr) => {
  const { $from, $to } = tr.selection
  const [first, last] = [$from.index(0), Math.min($to.index(0), tr.doc.childCount - 1)]
  const content = []
  for (let index = first; index <= last; index += 1) {
    const fits = fitting(tr.doc.child(index), type)
    if (!fits) return false
    content.push(...fits)
  }
  const box = type.createChecked(null, content)
  const from = $from.posAtIndex(first, 0)
  exchange(tr, from, $from.posAtIndex(last + 1, 0), box, 1)
  return true
}

const toggle = (type, tr) => {
  const box = boxAround(tr.selection)
  if (box?.node.type !== type) return enter(type, tr)
  leave(box, tr)
  return true
}

const toggling =
  (name) =>
  () =>
  ({ state, tr, dispatch }) =>
    // Asked whether it could, it must change nothing.
    dispatch ? toggle(state.schema.nodes[name], tr) : tr.selection.$from.depth > 0

/** `> ` and the like at the start of a line. */
const shortcut = (find, name) =>
  new InputRule({
    find,
    handler({ state, range }) {
      const { tr, schema, selection } = state
      if (selection.$from.depth !== 1) return null
      tr.delete(range.from, range.to)
      return toggle(schema.nodes[name], tr) ? undefined : null
    },
  })

/* Nodes */

export const Blockquote = StockBlockquote.extend({
  content: "(paragraph | bulletList | orderedList)+ quoteSource?",
  addCommands() {
    return { toggleBlockquote: toggling("blockquote") }
  },
  addKeyboardShortcuts() {
    return { "Mod-Shift-b": () => this.editor.commands.toggleBlockquote() }
  },
  addInputRules() {
    return [shortcut(/^\s*>\s$/, "blockquote"), signature]
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "quotation",
      groups: "quotes",
      button: buttons.material("format_quote", "blockquote"),
      active: (editor) => editor.isActive("blockquote"),
      command: (editor) => editor.chain().focus().toggleBlockquote().run(),
    })
  },
})

/** A last line that begins with a dash names who said it. */
const signature = new InputRule({
  find: /^(?:—|–|--)\s$/,
  handler({ state, range }) {
    const { tr, selection } = state
    const { $from } = selection
    const box = boxAround(selection)
    if (box?.node.type.name !== "blockquote" || $from.depth !== 2) return null
    const count = box.node.childCount - (sourceOf(box.node) ? 1 : 0)
    if ($from.index(1) === 0 || $from.index(1) !== count - 1) return null
    tr.delete(range.from, range.to)
    return toSource(tr) ? undefined : null
  },
})

/** The line with the cursor becomes the source. */
const toSource = (tr) => {
  const { $from } = tr.selection
  const box = boxAround(tr.selection)
  const { quoteSource } = tr.doc.type.schema.nodes
  const source = sourceOf(box.node)
  if (source?.content.size) return false
  const end = box.at + box.node.nodeSize - 1
  const words = []
  $from.parent.forEach((child) => child.isText && words.push(child.mark([])))
  tr.replaceWith($from.before(2), end, quoteSource.create(FOOT, words))
  tr.setSelection(TextSelection.create(tr.doc, $from.before(2) + 1))
  return true
}

export const QuoteSource = Node.create({
  name: "quoteSource",
  content: "text*",
  marks: "bold italic link subscript superscript code language",
  isolating: true,
  defining: true,
  // Required, so that a new line in a quotation never becomes one by itself.
  addAttributes: () => ({
    place: { isRequired: true, parseHTML: () => FOOT.place, rendered: false },
  }),
  parseHTML: () => [{ tag: "footer", context: "blockquote/" }],
  renderHTML: ({ HTMLAttributes }) => ["footer", HTMLAttributes, 0],
})

const aside = (name, kind, content) =>
  Node.create({
    name,
    group: "top",
    content,
    defining: true,
    parseHTML: () => [{ tag: `aside[data-kind=${kind}]` }],
    renderHTML: ({ HTMLAttributes }) => ["aside", { ...HTMLAttributes, "data-kind": kind }, 0],
    addCommands: () => ({ [`toggle${name[0].toUpperCase()}${name.slice(1)}`]: toggling(name) }),
  })

export const PullQuote = aside("pullQuote", "pull", "paragraph+")
export const NoteBox = aside("noteBox", "note", "(paragraph | heading | bulletList | orderedList)+")

/* Keys */

/** Below the last line of a quotation is who said it, below that the text goes on. */
const enterKey = ({ state, dispatch }) => {
  const { selection, tr } = state
  const { $from, empty } = selection
  const box = boxAround(selection)
  if (!empty || box?.node.type.name !== "blockquote" || $from.depth !== 2) return false
  if ($from.parent.type.name === "quoteSource") {
    const at = $from.after(1)
    tr.insert(at, state.schema.nodes.paragraph.create())
    tr.setSelection(TextSelection.create(tr.doc, at + 1))
  } else {
    const source = sourceOf(box.node)
    const isLast = $from.index(1) === box.node.childCount - (source ? 2 : 1)
    if (!isLast || $from.parent.content.size) return false
    if ($from.index(1) === 0) leave(box, tr)
    else if (source) {
      tr.delete($from.before(2), $from.after(2))
      tr.setSelection(TextSelection.near(tr.doc.resolve($from.before(2) + 1)))
    } else toSource(tr)
  }
  dispatch?.(tr.scrollIntoView())
  return true
}

const backspaceKey = ({ state, dispatch }) => {
  const { selection, tr, doc } = state
  const { $from, empty } = selection
  if (!empty || $from.parentOffset || !$from.depth) return false
  const box = boxAround(selection)
  const above = $from.depth === 1 ? doc.maybeChild($from.index(0) - 1) : null
  if (box && $from.parent.type.name === "quoteSource") {
    tr.setSelection(TextSelection.near(doc.resolve($from.before(2)), -1))
  } else if (box && $from.depth === 2 && $from.index(1) === 0) {
    leave(box, tr)
  } else if (above && BOXES.includes(above.type.name)) {
    // What stands below a box does not slip into it.
    if (!$from.parent.content.size) tr.delete($from.before(1), $from.after(1))
    tr.setSelection(TextSelection.near(tr.doc.resolve($from.before(1)), -1))
  } else return false
  dispatch?.(tr.scrollIntoView())
  return true
}

/** Each quotation has a line for its source; a box has no headings of the text around it. */
const complete = (before, after, tr) => {
  const formerly = new Set(before.content.content)
  const { quoteSource } = after.type.schema.nodes
  const ends = []
  after.forEach((block, at) => {
    if (formerly.has(block)) return
    if (block.type.name === "blockquote" && !sourceOf(block)) ends.push(at + block.nodeSize - 1)
    if (block.type.name !== "noteBox") return
    block.forEach((inner, place) => {
      if (inner.attrs.level === 2) tr.setNodeAttribute(at + 1 + place, "level", 3)
    })
  })
  for (const end of ends.reverse()) tr.insert(end, quoteSource.create(FOOT))
}

export const BoxKeys = Extension.create({
  name: "boxKeys",
  priority: 500,

  addKeyboardShortcuts() {
    const run = (command) => () => {
      const { state, view } = this.editor
      return command({ state, dispatch: view.dispatch })
    }
    return { Enter: run(enterKey), Backspace: run(backspaceKey) }
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        appendTransaction(transactions, { doc: before }, { doc: after, tr }) {
          if (!transactions.some(({ docChanged }) => docChanged)) return null
          complete(before, after, tr)
          return tr.docChanged ? tr : null
        },
      }),
    ]
  },
})
