/* What Word, LibreOffice, Google Docs and web pages put on the clipboard, as the few elements that
   an article has. The server sanitises again; here nothing that was meant may be lost. */

const NOISE =
  "script, noscript, meta, link, title, xml, template, svg, form, button, nav, figure," +
  " [hidden], [aria-hidden=true], o\\:p, a[href^='#_ftn'], a[href^='#_edn'], a[href^='#sdfootnote']"
const YOUTUBE = /^(?:https?:)?\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([A-Za-z0-9_-]{11})/

const rename = (element, tag) => {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}

const unwrap = (element) => element.replaceWith(...element.childNodes)

/* Lists of Word: paragraphs with a bullet typed in front, the level in the style. */

const MARKER = /^[\s\u00a0]*(?:[·•§o▪●○■‣–-]|(?:\d+|[a-z]|[ivxlc]+)[.)])[\s\u00a0]+/i
const NUMBER = /^[\s\u00a0]*(?:\d+|[a-z]|[ivxlc]+)[.)]/i
const LIST_ITEM = "p[class*=MsoListParagraph], p[data-style*='mso-list:']"

const level = (paragraph) =>
  Number(paragraph.getAttribute("data-style")?.match(/mso-list:[^;]*level(\d)/)?.[1] ?? 1)

const isItem = (paragraph) =>
  /mso-list:(?!\s*none)/.test(paragraph.getAttribute("data-style") ?? "") ||
  MARKER.test(paragraph.textContent)

const takeMarkerOff = (paragraph) => {
  const markers = paragraph.querySelectorAll("[data-style*='mso-list:Ignore' i]")
  for (const marker of markers) marker.remove()
  const text = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode()
  if (!markers.length && text) text.data = text.data.replace(MARKER, "")
}

const restoreLists = (root) => {
  const open = [] // the lists that are open at this place, outermost first
  let last = null
  for (const paragraph of [...root.querySelectorAll(LIST_ITEM)].filter(isItem)) {
    const depth = level(paragraph)
    const tag = NUMBER.test(paragraph.textContent) ? "OL" : "UL"
    takeMarkerOff(paragraph)
    if (!last || paragraph.previousElementSibling !== last) open.length = 0
    while (open.length > depth) open.pop()
    if (open.length === depth && open.at(-1).tagName !== tag && depth > 1) open.pop()
    if (open.length === 1 && depth === 1 && open[0].tagName !== tag) open.length = 0
    if (open.length < depth) {
      const list = root.ownerDocument.createElement(tag)
      const parent = open.at(-1)?.lastElementChild
      if (parent) parent.append(list)
      else paragraph.before(list)
      open.push(list)
    }
    const item = root.ownerDocument.createElement("li")
    item.append(...paragraph.childNodes)
    open.at(-1).append(item)
    last = open[0]
    paragraph.remove()
  }
}

/** Google Docs and old editors put an inner list beside the item that it belongs to. */
const nestLists = (root) => {
  for (const list of root.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    list.previousElementSibling?.append(list)
  }
}

/* Bold and italic written as styles; the style outweighs the element. */

const isFat = (style) => /(?:^|;)\s*font-weight:\s*(?:bold|bolder|[6-9]00)/i.test(style)
const isThin = (style) => /(?:^|;)\s*font-weight:\s*(?:normal|[1-5]00)/i.test(style)
const isSlanted = (style) => /(?:^|;)\s*font-style:\s*(?:italic|oblique)/i.test(style)
const isUpright = (style) => /(?:^|;)\s*font-style:\s*normal/i.test(style)

const wrapInside = (element, tag) => {
  const mark = element.ownerDocument.createElement(tag)
  mark.append(...element.childNodes)
  element.append(mark)
}

const restoreMarks = (root) => {
  for (const span of root.querySelectorAll("span[data-style]")) {
    const style = span.getAttribute("data-style")
    if (isFat(style) && !span.closest("h1, h2, h3, h4, h5, h6")) wrapInside(span, "strong")
    if (isSlanted(style)) wrapInside(span, "em")
    if (/vertical-align:\s*super/i.test(style)) wrapInside(span, "sup")
    if (/vertical-align:\s*sub(?!\w)/i.test(style)) wrapInside(span, "sub")
  }
  for (const mark of root.querySelectorAll("b[data-style], strong[data-style], i[data-style], em[data-style]")) {
    const style = mark.getAttribute("data-style")
    const bold = /^(?:B|STRONG)$/.test(mark.tagName)
    if (bold ? isThin(style) : isUpright(style)) unwrap(mark)
  }
  for (const mark of root.querySelectorAll(":is(h1, h2, h3, h4, h5, h6) :is(b, strong)")) unwrap(mark)
}

/** The title of a pasted page is no heading of the body; below the third level there is none. */
const restoreHeadings = (root) => {
  for (const title of root.querySelectorAll("h1, p.MsoTitle")) rename(title, "h2")
  for (const heading of root.querySelectorAll("h4, h5, h6")) rename(heading, "h3")
}

const restoreVideos = (root) => {
  for (const frame of root.querySelectorAll("iframe")) {
    const youtube = frame.getAttribute("src")?.match(YOUTUBE)?.[1]
    if (youtube) {
      const video = root.ownerDocument.createElement("div")
      video.dataset.youtube = youtube
      frame.replaceWith(video)
    } else frame.remove()
  }
}

const isEmpty = (element) =>
  !element.textContent.replaceAll(/[\s\u00a0\u200b]/g, "") &&
  !element.querySelector("[data-youtube], hr")

const dropEmpty = (root) => {
  for (const element of root.querySelectorAll("p, h2, h3, li, blockquote, strong, em, b, i, a")) {
    if (isEmpty(element) && !element.closest("td, th")) {
      if (element.matches("p, h2, h3, li, blockquote")) element.remove()
      else unwrap(element)
    }
  }
  for (const line of root.querySelectorAll("br.Apple-interchange-newline, br:last-child")) {
    if (!line.nextSibling) line.remove()
  }
}

/** Word wraps its source at some 80 signs and typists align with no-break spaces. */
const tidySpaces = (root) => {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    text.data = text.data
      .replaceAll(/[\u200b\ufeff]/g, "")
      .replaceAll(/[\t\n\r ]*\n[\t\n\r ]*/g, " ")
      .replaceAll(/[ \u00a0]{2,}/g, (run) => (/^\u00a0+$/.test(run) ? "\u00a0" : " "))
  }
}

const bare = (root) => {
  for (const element of root.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) {
      if (!/^(?:href|colspan|rowspan|start|data-youtube|data-pm-.*)$/.test(name)) {
        element.removeAttribute(name)
      }
    }
  }
}

/* The CSP looks at each style and handler that is parsed, even where nothing is ever shown. */
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi
const unstyled = (html) =>
  html
    .replaceAll(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replaceAll(TAG, (tag) => tag.replaceAll(/(\s)(?=(?:style|on[a-z]+)\s*=)/gi, "$1data-"))

/** The HTML of a paste as the HTML of a body. */
export const cleanPaste = (html) => {
  const template = document.createElement("template")
  template.innerHTML = unstyled(html)
  const root = template.content
  for (const noise of root.querySelectorAll(NOISE)) noise.remove()
  restoreLists(root)
  nestLists(root)
  restoreVideos(root)
  restoreMarks(root)
  restoreHeadings(root)
  tidySpaces(root)
  dropEmpty(root)
  bare(root)
  return template.innerHTML
}

window.cleanPaste = cleanPaste
