/* Pictures that are pasted or dropped into the text go to the library, and then stand there. */
import { Extension, Plugin, crel, pm } from "django-prose-editor/editor"
import { remember, upload } from "newsroom/editor/desk"

const { gettext, interpolate } = window
const { Decoration, DecorationSet } = pm.view

const key = new pm.state.PluginKey("uploads")

const filesIn = (data) => [...(data?.files ?? [])]

// Not every computer knows what a telephone's picture is.
const isPicture = ({ name, type }) => type.startsWith("image/") || /\.(heic|heif|avif)$/i.test(name)

/** The end of the block at a place. */
const below = (doc, pos) => {
  const $pos = doc.resolve(pos)
  return $pos.depth ? $pos.after(1) : pos
}

/* The line that stands for a picture on its way */

const lineFor = (name) => {
  const progress = crel("progress", { max: 1, value: 0 })
  progress.setAttribute("aria-label", interpolate(gettext("Sending %s"), [name]))
  const words = crel("span", { textContent: interpolate(gettext("Sending %s…"), [name]) })
  return { dom: crel("div", { className: "upload-node" }, [words, progress]), words, progress }
}

const button = (text, act) => {
  const made = crel("button", { type: "button", textContent: text })
  made.addEventListener("click", act)
  return made
}

/** With what can be done about it; `again` only where another try may help. */
const showFailure = ({ dom, words, progress }, name, sentence, { forget, again }) => {
  const buttons = [button(gettext("Dismiss"), forget)]
  const restart = () => {
    buttons.slice(1).forEach((other) => other.remove())
    buttons[0].replaceWith(progress)
    dom.classList.remove("upload-failed")
    words.removeAttribute("role")
    words.textContent = interpolate(gettext("Sending %s…"), [name])
    again()
  }
  if (again) buttons.unshift(button(gettext("Send again"), restart))
  words.textContent = `${name}: ${sentence}`
  words.setAttribute("role", "alert")
  dom.classList.add("upload-failed")
  progress.replaceWith(...buttons)
}

/* On their way, so that nothing is saved without them */

const sending = new Set()

/** Lines at a place, one for each file. */
const begin = (view, files, pos) => {
  const begun = files.map((file, index) => {
    const name = file.name || gettext("the picture")
    return { id: {}, file, name, line: lineFor(name), side: index + 1 }
  })
  view.dispatch(view.state.tr.setMeta(key, { begun, pos }))
  return begun
}

/** The picture stands in the text; perhaps one of the library is meant, that looks like it. */
const showAlike = ({ dom, words, progress }, others, { forget, take }) => {
  const choices = others.map((other) => {
    const made = button(interpolate(gettext("Take “%s”"), [other.alt || other.id]), () => take(other))
    made.prepend(crel("img", { src: other.thumbnail, alt: "" }))
    return made
  })
  words.textContent = gettext("The library has what looks like it.")
  words.setAttribute("role", "status")
  dom.classList.add("upload-alike")
  progress.replaceWith(...choices, button(gettext("Keep the new one"), forget))
}

/** What became of a picture on its way is told until it is read; nothing waits for that. */
const showNote = ({ dom, words, progress }, note, goOn) => {
  const read = button(gettext("Understood"), () => {
    read.remove()
    goOn()
  })
  words.textContent = note
  words.setAttribute("role", "status")
  progress.hidden = true
  dom.append(read)
}

/** Show another picture wherever the one just sent stands. */
const exchange = (view, sent, other) => {
  const { tr } = view.state
  view.state.doc.descendants((node, pos) => {
    if (node.type.name !== "picture" || node.attrs.picture !== sent) return
    tr.setNodeMarkup(pos, null, { ...node.attrs, picture: other.id })
  })
  view.dispatch(tr)
}

const send = async (view, one) => {
  const { id, file, name, line } = one
  const forget = () => view.dispatch(view.state.tr.setMeta(key, { forget: id }))
  try {
    const sent = await upload(file, (part) => (line.progress.value = part))
    const { id: picture, alike = [], note = "" } = sent
    const [place] = key.getState(view.state).find(null, null, (spec) => spec.id === id)
    const isDone = !alike.length && !note
    const tr = isDone ? view.state.tr.setMeta(key, { forget: id }) : view.state.tr
    const node = view.state.schema.nodes.picture.create({ picture })
    view.dispatch(place ? tr.insert(place.from, node) : tr)
    if (isDone) return
    const take = (other) => {
      remember("pictures", other)
      exchange(view, picture, other)
      forget()
    }
    const goOn = () => (alike.length ? showAlike(line, alike, { forget, take }) : forget())
    if (note) showNote(line, `${name}: ${note}`, goOn)
    else goOn()
  } catch ({ message, isPassing }) {
    const again = isPassing && (() => track(send(view, one)))
    showFailure(line, name, message, { forget, again })
  }
}

/** Saving waits until it is there, or has failed. */
const track = async (sent) => {
  sending.add(sent)
  await sent
  sending.delete(sent)
}

/** One after the other: a desk has no fast line. */
export const sendPictures = async (view, files, pos) => {
  const begun = begin(view, files, below(view.state.doc, pos))
  await track(begun.reduce((sent, one) => sent.then(() => send(view, one)), Promise.resolve()))
}

/** Nobody saves or leaves while a picture is on its way: saving waits for it. */
const guard = (form) => {
  form.addEventListener(
    "submit",
    (event) => {
      if (!sending.size) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const { submitter } = event
      Promise.all(sending).then(() => setTimeout(() => form.requestSubmit(submitter)))
    },
    true,
  )
  window.addEventListener("beforeunload", (event) => sending.size && event.preventDefault())
}

const next = (tr, lines) => {
  const told = tr.getMeta(key)
  const mapped = lines.map(tr.mapping, tr.doc)
  if (told?.begun) {
    const widgets = told.begun.map(({ id, line: { dom }, side }) =>
      Decoration.widget(told.pos, dom, { id, side, stopEvent: () => true, ignoreSelection: true }),
    )
    return mapped.add(tr.doc, widgets)
  }
  if (!told?.forget) return mapped
  return mapped.remove(mapped.find(null, null, ({ id }) => id === told.forget))
}

export const Uploads = Extension.create({
  name: "uploads",

  onCreate() {
    const form = this.editor.view.dom.closest("form")
    if (form) guard(form)
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key,
        state: { init: () => DecorationSet.empty, apply: next },
        props: {
          decorations: (state) => key.getState(state),
          handleDrop(view, event, slice, moved) {
            // Of any kind: what is none is refused in words, and the page stays.
            const files = moved ? [] : filesIn(event.dataTransfer)
            if (!files.length) return false
            const found = view.posAtCoords({ left: event.clientX, top: event.clientY })
            sendPictures(view, files, found?.pos ?? view.state.doc.content.size)
            return true
          },
          handlePaste(view, { clipboardData }) {
            const files = filesIn(clipboardData).filter(isPicture)
            // Office programs put a picture of the text beside the text.
            const text = clipboardData?.getData("text/plain").trim()
            if (!files.length || text) return false
            sendPictures(view, files, view.state.selection.to)
            return true
          },
        },
      }),
    ]
  },
})
