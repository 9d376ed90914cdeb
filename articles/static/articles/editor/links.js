/* Links: an address, or one of our articles, which is found by words. And cards of articles. */
import { Link as StockLink, Node, Plugin, crel } from "django-prose-editor/editor"
import { isKept, straight, videoAt } from "newsroom/editor/addresses"
import { articleField } from "newsroom/editor/choosing"
import { about } from "newsroom/editor/desk"
import { openDialog, submitButton } from "newsroom/editor/dialogs"
import { changeBy, editKey, insertion } from "newsroom/editor/pictures"

const { gettext, interpolate } = window

const MOST_WORDS = 60 // of the chosen text, as words to search an article with

/** A bare name of a host is meant as an address; so is what somebody writes mail to. */
export const completeAddress = (typed) => {
  const address = typed.trim()
  if (/^[a-z][a-z0-9+.-]*:/i.test(address) || /^[/#?]/.test(address)) return straight(address)
  return /^[^\s/@]+@[^\s/@]+$/.test(address) ? `mailto:${address}` : `https://${address}`
}

const isAddress = (typed) =>
  /^\s*(?:[a-z][a-z0-9+.-]*:|[/#?])\S+\s*$/i.test(typed) ||
  /^\s*\S+\.[a-z]{2,}(?:[/?#:]\S*)?\s*$/i.test(typed)

const noLink = (schemes) =>
  interpolate(gettext("Such an address can’t be a link: it begins with %s."), [
    schemes.map((scheme) => `${scheme}:`).join(", "),
  ])

const askForAddress = (href, words, schemes) =>
  openDialog(gettext("Link"), ({ form, answer }) => {
    const { box, input, refuse } = articleField({
      label: gettext("Address, or words of an article"),
      help: gettext("https://…, a path of this site, or some words: our articles are listed."),
      value: href,
      words,
      pick: ({ address }) => answer(address),
      isWords: (typed) => !isAddress(typed),
    })
    form.append(box)
    input.select()
    return {
      buttons: [submitButton(gettext("Link"))],
      submit() {
        const address = isAddress(input.value) ? completeAddress(input.value) : ""
        if (address && isKept(address, schemes)) answer(address)
        else if (address) refuse(noLink(schemes))
        else refuse(gettext("Choose an article of the list, or give an address."))
      },
    }
  })

const chosenWords = ({ doc, selection: { from, to } }) => {
  const words = doc.textBetween(from, to, " ").trim()
  return words.length <= MOST_WORDS ? words : ""
}

/* What becomes a link by itself */

const SAYS_SO = /^(?:https?:\/\/|www\.)/i
const BARE = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,})(?::\d+)?(\/\S*)?$/
const MAIL = /^[^\s/@:]+@(?:[a-z0-9-]+\.)+[a-z]{2,}$/i
// Ends of countries that are those of files, too.
const FILES = /^(?:ai|app|bz|cc|cfg|md|me|mm|mov|pl|ps|py|rs|sh|so|st|vi|zip)$/

/** Pasted alone it is meant as an address; typed, `venu.Il` and `main.py` are words. */
const addressPasted = (text) => {
  if (SAYS_SO.test(text) && !/\s/.test(text)) return completeAddress(text)
  if (MAIL.test(text)) return completeAddress(text)
  const [, end, path] = text.match(BARE) ?? []
  return end && (path || !FILES.test(end)) ? completeAddress(text) : ""
}

const pastedAlone = (type) =>
  new Plugin({
    props: {
      handlePaste({ state, dispatch }, { clipboardData }) {
        const text = clipboardData?.getData("text/plain").trim() ?? ""
        const href = clipboardData?.getData("text/html") ? "" : addressPasted(text)
        const { $from, from, to, empty } = state.selection
        const { parent } = $from
        const isCode = parent.type.spec.code || $from.marks().some(({ type: { name } }) => name === "code")
        if (!href || isCode || !parent.type.allowsMarkType(type)) return false
        if (!parent.inlineContent || (empty && videoAt(text))) return false // a block of its own
        const shown = straight(text)
        const tr = empty ? state.tr.insertText(shown) : state.tr
        const end = empty ? from + shown.length : to
        tr.addMark(from, end, type.create({ href })).removeStoredMark(type)
        dispatch(tr.setMeta("preventAutolink", true).scrollIntoView())
        return true
      },
    },
  })

export const Link = StockLink.extend({
  addOptions() {
    return {
      ...this.parent?.(),
      isAllowedUri: (address, { protocols }) => isKept(address ?? "", protocols),
      defaultProtocol: "https",
      linkOnPaste: false, // by the plugin above
      shouldAutoLink: (text) => SAYS_SO.test(text),
    }
  },
  addProseMirrorPlugins() {
    return [pastedAlone(this.type), ...(this.parent?.() ?? [])]
  },
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          const { href = "" } = editor.getAttributes("link")
          if (editor.state.selection.empty && !href) return
          const { protocols } = this.options
          askForAddress(href, href ? "" : chosenWords(editor.state), protocols).then((address) => {
            const chain = editor.chain().focus()
            if (address) chain.extendMarkRange("link").setLink({ href: address }).run()
            else chain.run()
          })
        },
    }
  },
})

/* Cards */

const chooseArticle = () =>
  openDialog(gettext("Related article"), ({ form, answer }) => {
    const { box, refuse } = articleField({
      label: gettext("Words of the article"),
      help: "",
      pick: answer,
    })
    form.append(box)
    const choose = gettext("Choose an article of the list: the arrow keys go there.")
    return { buttons: [], submit: () => refuse(choose) }
  })

export const askForCard = async (editor) => {
  const article = await chooseArticle()
  if (article) editor.chain().focus().insertCard({ article: article.id }).run()
  else editor.commands.focus()
}

const editCard = changeBy(async () => {
  const article = await chooseArticle()
  return article && { article: article.id }
})

const cardView = ({ node: { attrs } }) => {
  const dom = crel("div", { className: "card-node", "data-id": attrs.id ?? "" })
  about("articles", attrs.article).then((article) => {
    const title = article?.title ?? gettext("An article that you can’t see, or that is gone.")
    const image = article?.thumbnail ? [crel("img", { src: article.thumbnail, alt: "" })] : []
    const kind = [gettext("Related article"), article?.section, article?.date]
    dom.append(
      ...image,
      crel("span", {}, [
        crel("span", { textContent: kind.filter(Boolean).join(" · ") }),
        crel("strong", { textContent: title }),
      ]),
    )
  })
  return { dom }
}

export const Card = Node.create({
  name: "card",
  group: "top",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    article: {
      default: null,
      parseHTML: ({ dataset }) => Number(dataset.article) || null,
      renderHTML: ({ article }) => ({ "data-article": article }),
    },
  }),
  parseHTML: () => [{ tag: "div[data-article]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
  addNodeView: () => cardView,
  addKeyboardShortcuts() {
    return editKey(this, editCard)
  },
  addCommands: () => ({ insertCard: insertion("card") }),
})
