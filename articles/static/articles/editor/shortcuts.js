/* What `---`, `## ` and ``` make, and where: a rule stands between the blocks of a text, and a cell
   of a table holds neither headings nor code. Elsewhere the signs stay what was typed. */
import {
  CodeBlock as StockCodeBlock,
  Heading as StockHeading,
  HorizontalRule as StockHorizontalRule,
  InputRule,
} from "django-prose-editor/editor"

const only = (rules, isAllowed) =>
  rules.map(
    ({ find, handler, undoable }) =>
      new InputRule({
        find,
        undoable,
        handler: (typed) => (isAllowed(typed.state.selection.$from) ? handler(typed) : null),
      }),
  )

const isLineOfText = ({ depth, parent }) => depth === 1 && parent.type.name === "paragraph"

const isOutsideTables = ($from) =>
  !Array.from({ length: $from.depth }, (_, depth) => $from.node(depth).type.name).includes("table")

export const HorizontalRule = StockHorizontalRule.extend({
  addInputRules() {
    return only(this.parent(), isLineOfText)
  },
})

export const Heading = StockHeading.extend({
  addInputRules() {
    return only(this.parent(), isOutsideTables)
  },
})

export const CodeBlock = StockCodeBlock.extend({
  addInputRules() {
    return only(this.parent(), isOutsideTables)
  },
})
