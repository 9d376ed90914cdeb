/* A click on a picture, a video or a card chooses it, however often it is clicked. Between two others
   the browser finds no place for its caret there, and puts it at the start of the text: what was
   typed next would stand at the top. */
import { Extension, Plugin, pm } from "django-prose-editor/editor"

const { NodeSelection } = pm.state

const isWhole = (node) => Boolean(node?.isBlock && node.isAtom)

/** The place of the block that stands by itself under the pointer; null where there is none. */
const wholeAt = (view, { clientX, clientY, target }) => {
  if (target.closest("button")) return null
  const { inside = -1 } = view.posAtCoords({ left: clientX, top: clientY }) ?? {}
  return inside >= 0 && isWhole(view.state.doc.nodeAt(inside)) ? inside : null
}

export const Clicks = Extension.create({
  name: "clicks",
  addProseMirrorPlugins() {
    let pressed = null
    const forget = () => {
      pressed = null
      return false
    }
    const press = (view, event) => {
      pressed = event.button === 0 ? wholeAt(view, event) : null
      return false
    }
    /** Of a caret alone: words that are marked with the mouse stay marked. */
    const createSelectionBetween = ({ state: { doc } }, $anchor, $head) => {
      if (pressed === null || $anchor.pos !== $head.pos) return null
      return isWhole(doc.nodeAt(pressed)) ? NodeSelection.create(doc, pressed) : null
    }
    const handleDOMEvents = { mousedown: press, keydown: forget, beforeinput: forget, drop: forget }
    return [new Plugin({ props: { createSelectionBetween, handleDOMEvents } })]
  },
})
