/* Videos by their address: YouTube, Vimeo, Dailymotion, PeerTube. Nothing of theirs is fetched. */
import { Node, Plugin, crel } from "django-prose-editor/editor"
import { PROVIDERS, videoAt } from "newsroom/editor/addresses"
import { askLine } from "newsroom/editor/dialogs"
import { changeBy, editKey, insertion } from "newsroom/editor/pictures"

const { gettext } = window

const pageOf = ({ provider, code }) => (code ? `https://${PROVIDERS[provider].page(code)}` : "")

const askForAddress = (attrs = {}) =>
  askLine({
    title: gettext("Video"),
    label: gettext("Address of the video"),
    help: gettext("On YouTube, Vimeo, Dailymotion or a PeerTube server."),
    value: pageOf(attrs),
    accept: videoAt,
    mistake: gettext(
      "This is not the address of a video there: copy it from the line of addresses of its page.",
    ),
    submit: attrs.code ? gettext("Apply") : gettext("Insert"),
  })

export const askForVideo = async (editor) => {
  const video = await askForAddress()
  if (video) editor.chain().focus().insertVideo(video).run()
  else editor.commands.focus()
}

const editVideo = changeBy(askForAddress)

export const Video = Node.create({
  name: "video",
  group: "top",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    provider: { default: "youtube", renderHTML: () => ({}) },
    code: {
      default: null,
      renderHTML: ({ provider, code }) => ({ [`data-${provider}`]: code }),
    },
  }),
  parseHTML: () =>
    Object.keys(PROVIDERS).map((provider) => ({
      tag: `div[data-${provider}]`,
      getAttrs: (element) => ({ provider, code: element.getAttribute(`data-${provider}`) }),
    })),
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
  addNodeView:
    () =>
    ({ node: { attrs } }) => {
      const name = crel("strong", { textContent: PROVIDERS[attrs.provider].name })
      const address = crel("span", { textContent: pageOf(attrs).slice("https://".length) })
      const box = { className: "video-node", "data-id": attrs.id ?? "" }
      return { dom: crel("div", box, [name, address]) }
    },
  addKeyboardShortcuts() {
    return editKey(this, editVideo)
  },
  addCommands: () => ({ insertVideo: insertion("video") }),
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "video",
      groups: "embeds",
      priority: 120,
      button: buttons.material("ondemand_video", "video"),
      active: (editor) => editor.isActive("video"),
      hidden: (editor) => editor.isActive("table"),
      command: askForVideo,
    })
  },
  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin({
        props: {
          handlePaste(view, event) {
            const text = event.clipboardData?.getData("text/plain") ?? ""
            const { empty, $from } = view.state.selection
            const video = empty && !$from.parent.type.spec.code && videoAt(text)
            return Boolean(video) && editor.commands.insertVideo(video)
          },
        },
      }),
    ]
  },
})
