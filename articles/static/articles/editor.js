/* What the body editor has beyond its own: a YouTube video by its pasted address, a table by one
   click, a link by its address alone. All else that an article may hold is in articles/body.py. */
import {
  Extension,
  Link as StockLink,
  Node,
  Plugin,
  Table as StockTable,
  gettext,
  updateAttrsDialog,
} from "django-prose-editor/editor"

/* Videos */

const VIDEO_ADDRESS =
  /^(?:https?:\/\/)?(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com\/(?:watch\?(?:\S*&)?v=|embed\/|shorts\/|live\/)|youtu\.be\/)([A-Za-z0-9_-]{11})(?:[?&#]\S*)?$/

export const videoId = (address) => address.trim().match(VIDEO_ADDRESS)?.[1] ?? null

const askForVideo = updateAttrsDialog(
  {
    address: {
      type: "string",
      title: gettext("Address of the video on YouTube"),
      required: true,
    },
  },
  { title: gettext("YouTube video"), submitText: gettext("Insert") },
)

const videoBox = (youtube) => {
  const dom = document.createElement("div")
  dom.className = "video-node"
  const name = document.createElement("strong")
  name.textContent = gettext("YouTube video")
  const address = document.createElement("span")
  address.textContent = `youtube.com/watch?v=${youtube}`
  dom.append(name, address)
  return dom
}

export const Video = Node.create({
  name: "video",
  group: "block",
  atom: true,
  draggable: true,

  addAttributes() {
    return {
      youtube: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-youtube"),
        renderHTML: ({ youtube }) => ({ "data-youtube": youtube }),
      },
    }
  },

  parseHTML() {
    return [{ tag: "div[data-youtube]" }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["div", HTMLAttributes]
  },

  addNodeView() {
    return ({ node }) => ({ dom: videoBox(node.attrs.youtube) })
  },

  addCommands() {
    return {
      insertVideo:
        (address) =>
        ({ state, commands }) => {
          const youtube = videoId(address)
          if (!youtube) return false
          // A paragraph follows, for the cursor: what is typed next shall not replace the video.
          const content = [{ type: this.name, attrs: { youtube } }, { type: "paragraph" }]
          const { $from } = state.selection
          // Never inside a table, a list or a quotation: after it.
          return $from.depth > 1
            ? commands.insertContentAt($from.after(1), content)
            : commands.insertContent(content)
        },
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "video",
      groups: "nodes",
      button: buttons.material("ondemand_video", "YouTube video"),
      active: (editor) => editor.isActive("video"),
      command: async (editor) => {
        let address = ""
        for (;;) {
          const answer = await askForVideo(editor, { address })
          if (!answer || editor.chain().focus().insertVideo(answer.address).run()) return
          address = answer.address
          window.alert(gettext("This is not the address of a YouTube video."))
        }
      },
    })
  },

  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin({
        props: {
          handlePaste(view, event) {
            const text = event.clipboardData?.getData("text/plain") ?? ""
            const onText = !view.state.selection.empty
            return !onText && videoId(text) !== null && editor.commands.insertVideo(text)
          },
        },
      }),
    ]
  },
})

/* Links */

const askForAddress = updateAttrsDialog(
  {
    href: {
      type: "string",
      title: gettext("Address"),
      description: gettext("https://…, or a path of this site"),
      required: true,
    },
  },
  { title: gettext("Link"), submitText: gettext("Link") },
)

/** A bare name of a host is meant as an address; so is what somebody writes mail to. */
export const completeAddress = (typed) => {
  const address = typed.trim()
  if (/^[a-z][a-z0-9+.-]*:/i.test(address) || /^[/#?]/.test(address)) return address
  return /^[^\s/@]+@[^\s/@]+$/.test(address) ? `mailto:${address}` : `https://${address}`
}

export const Link = StockLink.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          const { href = "" } = editor.getAttributes("link")
          if (editor.state.selection.empty && !href) return
          askForAddress(editor, { href }).then((answer) => {
            if (!answer) return
            const link = { href: completeAddress(answer.href) }
            editor.chain().focus().extendMarkRange("link").setLink(link).run()
          })
        },
    }
  },
})

/* Tables: three columns with a head at once, rows and columns by the buttons that then appear. */

export const Table = StockTable.extend({
  addMenuItems(storage) {
    this.parent?.(storage)
    storage.menu.defineItem({
      name: "table",
      groups: "table",
      button: storage.buttons.material("grid_on", "Insert table"),
      hidden: (editor) => editor.isActive("table"),
      command: (editor) =>
        editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
    })
    for (const name of ["mergeCells", "splitCell", "toggleHeaderCell"]) {
      delete storage._definedItems[`table:${name}`]
    }
  },
})

/* Pastes come in clean: see paste.js, which does not know the editor. */

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins() {
    const transformPastedHTML = (html) => window.cleanPaste?.(html) ?? html
    return [new Plugin({ props: { transformPastedHTML } })]
  },
})
