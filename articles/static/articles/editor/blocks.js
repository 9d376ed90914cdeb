/* The blocks of a body: each has an id that it keeps for life, and a place in one row. */
import {
  Document as StockDocument,
  Extension,
  Plugin,
  pm,
} from "django-prose-editor/editor"

const { NodeSelection, TextSelection } = pm.state

const TEXTS = ["paragraph", "heading", "codeBlock", "bulletList", "orderedList", "blockquote"]
const OTHERS = ["horizontalRule", "table", "pullQuote", "noteBox"]
const EMBEDS = ["picture", "gallery", "video", "card"]

/** What stands in no list, no table and no box is of the group `top`. */
export const Document = StockDocument.extend({ content: "(block | top)+" })

/* Ids: by them, two versions of a text are compared and brought together. */

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"

const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => LETTERS[byte % 36]).join("")

/** A block that was cut in two at its start: its words went on, and so does its id. */
const wentOn = (blocks, index, former) => {
  const [empty, next] = [blocks[index], blocks[index + 1]]
  if (!empty.isTextblock || empty.content.size || !next?.isTextblock) return false
  const isNew = next.attrs.id === null || next.attrs.id === empty.attrs.id
  return isNew && former?.content.size > 0 && former.content.eq(next.content)
}

/** The id of each block: unchanged ones keep theirs, the first of a pair does, the rest is new. */
const idsOf = (before, after) => {
  const blocks = after.content.content
  const formerly = new Set(before.content.content)
  const byId = new Map(before.content.content.map((block) => [block.attrs.id, block]))
  const taken = new Set(blocks.filter((b) => formerly.has(b)).map((b) => b.attrs.id))
  const ids = blocks.map((block) => (formerly.has(block) ? block.attrs.id : undefined))
  blocks.forEach((block, index) => {
    const { id } = block.attrs
    if (ids[index] !== undefined || !id || taken.has(id)) return
    taken.add(id)
    ids[wentOn(blocks, index, byId.get(id)) ? index + 1 : index] = id
  })
  // Made another kind of block, it is the same block still.
  const stayed = before.childCount === after.childCount
  return ids.map((id, index) => {
    if (id !== undefined) return id
    const former = stayed ? before.child(index).attrs.id : null
    if (!former || taken.has(former)) return newId()
    taken.add(former)
    return former
  })
}

const giveIds = (before, after, tr) => {
  const ids = idsOf(before, after)
  const formerly = new Set(before.content.content)
  after.forEach((block, at, index) => {
    if (block.attrs.id !== ids[index]) tr.setNodeAttribute(at, "id", ids[index])
    if (formerly.has(block)) return
    block.descendants((inner, place) => {
      if (inner.attrs.id) tr.setNodeAttribute(at + 1 + place, "id", null)
    })
  })
}

/** What is pasted has its ids before it is in the text: thousands, one by one, took minutes. */
const withIds = (slice, doc) => {
  const taken = new Set(doc.content.content.map(({ attrs }) => attrs.id))
  const blocks = slice.content.content.map((block) => {
    if (!("id" in block.attrs)) return block
    const id = block.attrs.id && !taken.has(block.attrs.id) ? block.attrs.id : newId()
    taken.add(id)
    return block.type.create({ ...block.attrs, id }, block.content, block.marks)
  })
  return new pm.model.Slice(pm.model.Fragment.from(blocks), slice.openStart, slice.openEnd)
}

export const BlockIds = Extension.create({
  name: "blockIds",
  priority: 10, // after all that changes the document

  addGlobalAttributes() {
    const id = {
      default: null,
      keepOnSplit: false,
      parseHTML: (element) => element.getAttribute("data-id"),
      renderHTML: ({ id }) => (id ? { "data-id": id } : {}),
    }
    return [{ types: [...TEXTS, ...OTHERS, ...EMBEDS], attributes: { id } }]
  },

  /** A new text has its first block already: nothing has changed by that. */
  onCreate() {
    const { state, view } = this.editor
    if (state.doc.childCount > 1 || state.doc.firstChild.attrs.id) return
    if (state.doc.firstChild.content.size) return
    const tr = state.tr.setNodeAttribute(0, "id", newId())
    view.dispatch(tr.setMeta("addToHistory", false).setMeta("preventUpdate", true))
  },

  addProseMirrorPlugins() {
    let view = null
    return [
      new Plugin({
        view: (made) => {
          view = made
          return {}
        },
        props: { transformPasted: (slice, { state }) => withIds(slice, state.doc) },
        appendTransaction(transactions, { doc: before }, { doc: after, tr }) {
          // A letter that is being composed would be lost when its block is drawn anew.
          if (view?.composing || !transactions.some(({ docChanged }) => docChanged)) return null
          giveIds(before, after, tr)
          return tr.docChanged ? tr : null
        },
      }),
    ]
  },
})

/* Placing and moving */

const isBlank = (node) => node?.type.name === "paragraph" && !node.content.size

/** Put a block where the cursor is, never inside another; the cursor goes on in a line below. */
export const place = (tr, node) => {
  const { $from } = tr.selection
  const index = $from.index(0)
  const here = tr.doc.maybeChild(index)
  const start = $from.posAtIndex(index, 0)
  const end = here ? start + here.nodeSize : start
  const blank = tr.doc.type.schema.nodes.paragraph.create()
  const follows = isBlank(tr.doc.maybeChild(index + 1))
  const at = isBlank(here) ? start : end
  tr.replaceWith(at, end, follows ? [node] : [node, blank])
  tr.setSelection(TextSelection.near(tr.doc.resolve(at + node.nodeSize + 1)))
  return tr.scrollIntoView()
}

/** For a command that puts something where the cursor is: never inside a list or a box. */
export const toTop = ({ tr }) => {
  const { $from } = tr.selection
  if ($from.depth < 2) return true
  const at = $from.after(1)
  tr.insert(at, tr.doc.type.schema.nodes.paragraph.create())
  tr.setSelection(TextSelection.create(tr.doc, at + 1))
  return true
}

const lineBelow = ({ state, dispatch }) => {
  const { $to } = state.selection
  if (!dispatch) return true
  const index = state.selection instanceof NodeSelection ? $to.index(0) : $to.index(0) + 1
  const at = $to.posAtIndex(Math.min(index, state.doc.childCount), 0)
  const tr = state.tr.insert(at, state.schema.nodes.paragraph.create())
  dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView())
  return true
}

/** The neighbour goes to the other side, so that what is selected stays as it is. */
const move = (step, { state, dispatch }) => {
  const { $from, $to } = state.selection
  const first = $from.index(0)
  const last = state.selection instanceof NodeSelection ? first : $to.index(0)
  const neighbour = state.doc.maybeChild(step < 0 ? first - 1 : last + 1)
  if (!neighbour) return false
  const from = $from.posAtIndex(step < 0 ? first - 1 : last + 1, 0)
  const to = $from.posAtIndex(step < 0 ? last + 1 : first, 0)
  const tr = state.tr.delete(from, from + neighbour.nodeSize)
  dispatch?.(tr.insert(tr.mapping.map(to), neighbour).scrollIntoView())
  return true
}

export const BlockKeys = Extension.create({
  name: "blockKeys",
  priority: 1000,

  addKeyboardShortcuts() {
    const run = (command) => () => {
      const { view } = this.editor
      return command({ state: view.state, dispatch: view.dispatch })
    }
    return {
      "Mod-Enter": run(lineBelow),
      "Alt-Shift-ArrowUp": run((now) => move(-1, now)),
      "Alt-Shift-ArrowDown": run((now) => move(1, now)),
    }
  },
})
