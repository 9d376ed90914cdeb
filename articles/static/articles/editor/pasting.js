/* Pastes come in clean (paste.js does that and does not know the editor). What had to be left out
   is said; pictures that came inside the paste go to the library. */
import { Extension, Plugin, crel } from "django-prose-editor/editor"
import { cleanPaste } from "newsroom/editor/paste"
import { sendPictures } from "newsroom/editor/uploads"

const { gettext, interpolate, ngettext } = window

const TIME_TO_READ = 12_000 // milliseconds
const LONGEST = 500_000 // characters of an article with its markup, as newsroom.core.taming says

const makeNotice = (editor) => {
  const line = crel("p", { className: "editor-notice" })
  line.setAttribute("role", "status")
  editor.view.dom.after(line)
  let timer = 0
  return (sentence) => {
    clearTimeout(timer)
    line.textContent = sentence
    timer = setTimeout(() => (line.textContent = ""), TIME_TO_READ)
  }
}

const leftOut = (number) =>
  interpolate(
    ngettext(
      "%s picture of the paste was left out: drop its file into the text.",
      "%s pictures of the paste were left out: drop their files into the text.",
      number,
    ),
    [number],
  )

/** What did not come along, each kind in words; nothing is left out without. */
const sayings = () => ({
  frames: (n) =>
    ngettext("%s frame of another site was left out.", "%s frames of other sites were left out.", n),
  struck: (n) =>
    ngettext(
      "%s passage that was struck out was left out.",
      "%s passages that were struck out were left out.",
      n,
    ),
  remarks: (n) =>
    ngettext("%s remark in the margin was left out.", "%s remarks in the margin were left out.", n),
  links: (n) =>
    ngettext(
      "%s link whose address can’t be kept is plain text now.",
      "%s links whose addresses can’t be kept are plain text now.",
      n,
    ),
  parts: (n) =>
    ngettext(
      "%s button, sound or film was left out.",
      "%s buttons, sounds or films were left out.",
      n,
    ),
})

const allLeftOut = (pictures, lost) => [
  ...(pictures ? [leftOut(pictures)] : []),
  ...Object.entries(sayings())
    .filter(([kind]) => lost[kind])
    .map(([kind, say]) => interpolate(say(lost[kind]), [lost[kind]])),
]

const tooLong = () =>
  gettext("This is too long for one article, and was not pasted: take a part of it.")

const bytesOf = (base64) => {
  try {
    return Uint8Array.from(atob(base64.replace(/\s/g, "")), (sign) => sign.charCodeAt(0))
  } catch {
    return null // it never was a picture
  }
}

/** The files of pictures that were written into the HTML itself. */
const filesOf = (sources) =>
  sources.flatMap((source, index) => {
    const [, type, data] = source.match(/^data:(image\/[\w+.-]+);base64,(.*)$/s) ?? []
    const bytes = type && bytesOf(data)
    return bytes ? [new File([bytes], `${index + 1}.${type.slice(6)}`, { type })] : []
  })

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  priority: 300,
  onCreate() {
    this.storage.say = makeNotice(this.editor)
  },
  addStorage: () => ({ say: () => {}, isRefused: false }),
  addProseMirrorPlugins() {
    const { editor, storage } = this
    const transformPastedHTML = (html) => {
      const { html: clean, embedded, leftOut: number, lost } = cleanPaste(html)
      storage.isRefused = clean.length > LONGEST
      if (storage.isRefused) return ""
      const said = allLeftOut(number, lost)
      if (said.length) storage.say(said.join(" "))
      // Once the words are there, the pictures come after them.
      const files = filesOf(embedded)
      if (files.length) {
        queueMicrotask(() => sendPictures(editor.view, files, editor.state.selection.to))
      }
      return clean
    }
    /** Nothing is pasted, nor what was chosen replaced; it is on the clipboard still. */
    const handlePaste = (view, event, slice) => {
      const isRefused = storage.isRefused || slice.size > LONGEST
      storage.isRefused = false
      if (isRefused) storage.say(tooLong())
      return isRefused
    }
    return [new Plugin({ props: { transformPastedHTML, handlePaste } })]
  },
})
