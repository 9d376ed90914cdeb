/* Pictures and galleries in the text: of the library, with words of their own here. */
import { Node, crel, pm } from "django-prose-editor/editor"
import { place } from "newsroom/editor/blocks"
import { about } from "newsroom/editor/desk"
import { askAboutPicture, chooseGallery, choosePicture } from "newsroom/editor/picking"

const { gettext } = window

const attribute = (name, read = (text) => text || null) => ({
  default: null,
  parseHTML: (element) => read(element.getAttribute(`data-${name}`)),
  renderHTML: ({ [name]: value }) => (value ? { [`data-${name}`]: value } : {}),
})

/* How they look while one writes */

const editButton = (view, getPos, act) => {
  const button = crel("button", {
    type: "button",
    className: "embed-edit",
    textContent: gettext("Change"),
    tabIndex: -1, // by the keyboard: Enter on the chosen block
  })
  button.addEventListener("click", () => act(view, getPos()))
  return button
}

const imageOf = (picture, small) => {
  const { thumbnail, preview } = picture
  return crel("img", { src: small ? thumbnail : (preview ?? thumbnail), alt: "", loading: "lazy" })
}

const caption = (words, missing) => {
  const line = crel("figcaption", { textContent: words.filter(Boolean).join(" — ") })
  if (missing.length) line.append(crel("em", { textContent: ` ${missing.join(" ")}` }))
  return line
}

const shownPicture = (attrs, picture) => {
  if (!picture) return [caption([gettext("This picture is not in the library any more.")], [])]
  const word = (name) => attrs[name] || picture[name]
  const missing = [
    word("alt") ? "" : gettext("No text alternative yet."),
    word("credit") ? "" : gettext("No credit yet."),
  ]
  const line = caption([word("caption"), word("credit")], missing.filter(Boolean))
  return [imageOf(picture), line]
}

const shownGallery = ({ caption: words }, pictures) => {
  const kept = pictures.filter(Boolean)
  const images = crel("div", { className: "gallery-images" })
  images.append(...kept.map((picture) => imageOf(picture, true)))
  return [images, caption([words], words ? [] : [gettext("Gallery without a caption.")])]
}

/** A figure that is drawn anew when its attributes change. */
const figureView =
  (className, load, draw, edit) =>
  ({ node, view, getPos }) => {
    const dom = crel("figure", { className })
    const body = crel("div", {})
    let shown = null
    dom.append(body, editButton(view, getPos, edit))
    const show = async ({ attrs }) => {
      shown = attrs
      dom.dataset.width = attrs.width ?? ""
      dom.dataset.id = attrs.id ?? "" // by it, others find the block on the page
      const things = await load(attrs)
      if (shown === attrs) body.replaceChildren(...draw(attrs, things))
    }
    show(node)
    const renew = () => show({ attrs: shown })
    document.addEventListener("newsroom:picture", renew)
    dom.addEventListener("dblclick", () => edit(view, getPos()))
    return {
      dom,
      update(next) {
        if (next.type !== node.type) return false
        if (next.attrs !== shown) show(next)
        return true
      },
      destroy: () => document.removeEventListener("newsroom:picture", renew),
      ignoreMutation: () => true,
      stopEvent: ({ target, type }) => target.closest("button") && !/^drag/.test(type),
    }
  }

/** Change a block by what a question about it was answered with. */
export const changeBy = (question) => async (view, at, name) => {
  const node = view.state.doc.nodeAt(at)
  const answer = await question(node.attrs, name)
  view.focus()
  const now = view.state.doc.nodeAt(at)
  if (!answer || now?.type !== node.type) return
  const tr = view.state.tr.setNodeMarkup(at, null, { ...now.attrs, ...answer })
  view.dispatch(tr.setSelection(pm.state.NodeSelection.create(tr.doc, at)))
}

export const editPicture = changeBy(askAboutPicture)
const editGallery = changeBy(({ pictures, caption: words }) => chooseGallery(pictures, words))

/* Nodes */

/** Enter on the chosen block asks about it. */
export const editKey = (extension, edit) => ({
  Enter: () => {
    const { state, view } = extension.editor
    if (state.selection.node?.type.name !== extension.name) return false
    edit(view, state.selection.from)
    return true
  },
})

export const insertion =
  (name) =>
  (attrs) =>
  ({ state, tr, dispatch }) => {
    if (dispatch) place(tr, state.schema.nodes[name].create(attrs))
    return true
  }

const number = (text) => (/^[1-9]\d*$/.test(text) ? Number(text) : null)

export const Picture = Node.create({
  name: "picture",
  group: "top",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    picture: attribute("picture", number),
    width: { ...attribute("width", (text) => (text === "wide" ? text : "text")), default: "text" },
    alt: attribute("alt"),
    caption: attribute("caption"),
    credit: attribute("credit"),
  }),
  parseHTML: () => [{ tag: "figure[data-picture]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addNodeView: () =>
    figureView(
      "picture-node",
      ({ picture }) => about("pictures", picture),
      shownPicture,
      editPicture,
    ),
  addKeyboardShortcuts() {
    return editKey(this, editPicture)
  },
  addCommands: () => ({ insertPicture: insertion("picture") }),
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "picture",
      groups: "embeds",
      priority: 130,
      button: buttons.material("image", "picture"),
      active: (editor) => editor.isActive("picture"),
      hidden: (editor) => editor.isActive("table"),
      command: askForPicture,
    })
  },
})

export const Gallery = Node.create({
  name: "gallery",
  group: "top",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    pictures: {
      default: [],
      parseHTML: (element) => element.dataset.gallery.split(" ").map(number).filter(Boolean),
      renderHTML: ({ pictures }) => ({ "data-gallery": pictures.join(" ") }),
    },
    caption: attribute("caption"),
  }),
  parseHTML: () => [{ tag: "figure[data-gallery]" }],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
  addNodeView: () =>
    figureView(
      "gallery-node",
      ({ pictures }) => Promise.all(pictures.map((id) => about("pictures", id))),
      shownGallery,
      editGallery,
    ),
  addKeyboardShortcuts() {
    return editKey(this, editGallery)
  },
  addCommands: () => ({ insertGallery: insertion("gallery") }),
})

export const askForPicture = async (editor) => {
  const picture = await choosePicture()
  if (picture) editor.chain().focus().insertPicture({ picture: picture.id }).run()
  else editor.commands.focus()
}

export const askForGallery = async (editor) => {
  const gallery = await chooseGallery([], null)
  if (gallery) editor.chain().focus().insertGallery(gallery).run()
  else editor.commands.focus()
}
