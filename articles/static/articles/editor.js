/* What the body editor has beyond its own: a YouTube video by its pasted address, pastes from
   Word and the web that come in clean, and buttons that speak the desk's language. */
import { Extension, Node, Plugin, gettext, updateAttrsDialog } from "django-prose-editor/editor"

const ADDRESS =
  /^(?:https?:\/\/)?(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com\/(?:watch\?(?:\S*&)?v=|embed\/|shorts\/|live\/)|youtu\.be\/)([A-Za-z0-9_-]{11})(?:[?&#]\S*)?$/

const videoId = (address) => address.trim().match(ADDRESS)?.[1] ?? null

const askForAddress = updateAttrsDialog(
  { address: { type: "string", title: gettext("Address of the video on YouTube"), required: true } },
  { title: gettext("YouTube video"), submitText: gettext("Insert") },
)

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
    return ({ node }) => {
      const dom = document.createElement("div")
      dom.className = "video-node"
      dom.textContent = `▶ ${gettext("YouTube video")} — youtube.com/watch?v=${node.attrs.youtube}`
      return { dom }
    }
  },

  addCommands() {
    return {
      insertVideo:
        (address) =>
        ({ commands }) => {
          const youtube = videoId(address)
          return youtube ? commands.insertContent({ type: this.name, attrs: { youtube } }) : false
        },
    }
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "video",
      groups: "nodes",
      button: buttons.material("smart_display", "YouTube video"),
      command: async (editor) => {
        const answer = await askForAddress(editor, {})
        if (answer && !editor.chain().focus().insertVideo(answer.address).run()) {
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
            return videoId(text) !== null && editor.commands.insertVideo(text)
          },
        },
      }),
    ]
  },
})

const BULLET = /^[\s\u00a0]*(?:[·•§o▪‣–-]|(\d+|[a-z])[.)])[\s\u00a0]+/i

/** Word writes lists as paragraphs with a bullet typed in front; make them lists again. */
const restoreLists = (root) => {
  for (const item of root.querySelectorAll("p[class*=MsoListParagraph], p[style*=mso-list]")) {
    const ordered = /^[\s\u00a0]*(?:\d+|[a-z])[.)]/i.test(item.textContent)
    for (const marker of item.querySelectorAll("[style*='mso-list:Ignore' i]")) marker.remove()
    const first = document.createTreeWalker(item, NodeFilter.SHOW_TEXT).nextNode()
    if (first) first.data = first.data.replace(BULLET, "")
    const tag = ordered ? "OL" : "UL"
    let list = item.previousElementSibling
    if (list?.tagName !== tag || !list.dataset.word) {
      list = document.createElement(tag)
      list.dataset.word = "1"
      item.before(list)
    }
    const line = document.createElement("li")
    line.append(...item.childNodes)
    list.append(line)
    item.remove()
  }
}

const FAT = /font-weight:\s*(?:bold|[6-9]00)/i
const SLANTED = /font-style:\s*italic/i

/** Google Docs writes bold and italic as styles of spans, and the whole text as one <b>. */
const restoreMarks = (root) => {
  for (const bold of root.querySelectorAll("b[style*='font-weight:normal']")) {
    bold.replaceWith(...bold.childNodes)
  }
  for (const span of root.querySelectorAll("span[style]")) {
    const style = span.getAttribute("style")
    const tags = [FAT.test(style) && "strong", SLANTED.test(style) && "em"].filter(Boolean)
    for (const tag of tags) {
      const mark = document.createElement(tag)
      mark.append(...span.childNodes)
      span.append(mark)
    }
  }
}

/** The title of a pasted page is no heading of the body: it becomes one of the second level. */
const restoreHeadings = (root) => {
  for (const title of root.querySelectorAll("h1")) {
    const heading = document.createElement("h2")
    heading.append(...title.childNodes)
    title.replaceWith(heading)
  }
}

export const cleanPaste = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html")
  for (const noise of page.querySelectorAll("style, script, meta, link, title, xml, o\\:p")) {
    noise.remove()
  }
  restoreLists(page.body)
  restoreMarks(page.body)
  restoreHeadings(page.body)
  for (const element of page.body.querySelectorAll("[class], [style], [id]")) {
    for (const name of ["class", "style", "id", "data-word"]) element.removeAttribute(name)
  }
  return page.body.innerHTML
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPastedHTML: cleanPaste } })]
  },
})

/** The editor's own buttons come in English only: their names are in our catalogue. */
const translateButtons = (root) => {
  for (const button of root.querySelectorAll(".prose-menubar button[title]")) {
    button.title = gettext(button.title)
    button.setAttribute("aria-label", button.title)
  }
  for (const option of root.querySelectorAll(".prose-menubar__option *")) {
    option.textContent = gettext(option.textContent)
  }
}

const label = (editor, textarea) => {
  const name = document.querySelector(`label[for="${textarea.id}"]`)?.textContent.replace(":", "")
  editor.view.dom.setAttribute("aria-label", name ?? gettext("Body"))
  editor.view.dom.setAttribute("role", "textbox")
  editor.view.dom.setAttribute("aria-multiline", "true")
}

const guardUnsaved = (form) => {
  let typed = false
  form.addEventListener("input", () => (typed = true))
  form.addEventListener("submit", () => (typed = false))
  window.addEventListener("beforeunload", (event) => typed && event.preventDefault())
}

document.addEventListener("prose-editor:ready", ({ target, detail: { editor } }) => {
  translateButtons(target.closest(".prose-editor"))
  label(editor, target)
  if (target.form) guardUnsaved(target.form)
})
