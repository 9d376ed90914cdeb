/* What an empty line says about itself. */
import { Placeholder } from "django-prose-editor/editor"

const { gettext } = window

const hintFor = ({ editor, node, hasAnchor }) => {
  if (node.type.name === "quoteSource") return gettext("Who said it")
  if (node.type.name === "paragraph" && (editor.isEmpty || hasAnchor)) {
    return gettext("Write, or type / to insert something")
  }
  return ""
}

export const Hints = Placeholder.configure({
  placeholder: hintFor,
  showOnlyCurrent: false,
  includeChildren: true,
})
