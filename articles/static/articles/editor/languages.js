/* Words in another language than the paper's, and those that run from right to left: kept. */
import { Mark } from "django-prose-editor/editor"

const BLOCKS = ["paragraph", "heading", "blockquote", "pullQuote", "noteBox"]
BLOCKS.push("bulletList", "orderedList", "listItem", "table", "tableHeader", "tableCell")

const kept = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: ({ [name]: value }) => (value ? { [name]: value } : {}),
})

const attributes = { lang: kept("lang"), dir: kept("dir") }

export const Language = Mark.create({
  name: "language",
  priority: 2000, // around all other marks, so that it is not cut by them
  addAttributes: () => attributes,
  addGlobalAttributes: () => [{ types: BLOCKS, attributes }],
  parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
})
