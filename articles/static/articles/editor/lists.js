/* Numbered lists: begun by `1. `, but not by the year that a sentence begins with. */
import { OrderedList as StockOrderedList, wrappingInputRule } from "django-prose-editor/editor"

export const OrderedList = StockOrderedList.extend({
  addOptions() {
    return { ...this.parent?.(), enableListAttributes: false }
  },
  addInputRules() {
    return [wrappingInputRule({ find: /^1[.)]\s$/, type: this.type })]
  },
})
