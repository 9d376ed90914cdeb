/* What Word, LibreOffice, Google Docs and web pages put on the clipboard, as the few elements that
   an article has. The server sanitises again; here nothing that was meant may be lost. */

import { SCHEMES, isKept, straight, videoAt } from "newsroom/editor/addresses"

const NOISE =
  "script, noscript, meta, link, title, xml, template, svg, [hidden], [aria-hidden=true], o\\:p," +
  " .msocomanchor, .MsoCommentReference"

// What can't come along, each kind with a sentence in pasting.js.
const LOST = {
  struck: "del[cite], del[datetime], .msoDel", // while changes were tracked
  remarks: "[data-style*='mso-element:comment;' i], [data-style$='mso-element:comment' i]",
  parts: "button, select, audio, video, object, embed, canvas",
}

const rename = (element, tag) => {
  const renamed = element.ownerDocument.createElement(tag)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}

const unwrap = (element) => element.replaceWith(...element.childNodes)

/** Word wraps its styles over several lines. */
const unfoldStyles = (root) => {
  for (const element of root.querySelectorAll("[data-style]")) {
    const style = element.getAttribute("data-style").replaceAll(/\s+/g, " ")
    element.setAttribute("data-style", style.replaceAll(/ ?([:;]) ?/g, "$1").trim())
  }
}

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

/** Frames that are videos; how many were none. */
const restoreVideos = (root) => {
  let lost = 0
  for (const frame of root.querySelectorAll("iframe")) {
    const found = videoAt(frame.getAttribute("src") ?? "")
    if (found) {
      const video = root.ownerDocument.createElement("div")
      video.setAttribute(`data-${found.provider}`, found.code)
      frame.replaceWith(video)
    } else {
      frame.remove()
      lost += 1
    }
  }
  return lost
}

/* Notes at the foot: kept with their numbers where both came along. */

const NOTE = /^#(?:_ftn|_edn|sdfootnote|sdendnote|ftnt|cmnt|fn)/i

const restoreNotes = (root) => {
  const names = new Set()
  for (const anchor of root.querySelectorAll("[name], [id]")) {
    names.add(anchor.getAttribute("name")).add(anchor.id)
  }
  for (const link of root.querySelectorAll("a[href^='#']")) {
    const href = link.getAttribute("href")
    const isHere = names.has(href.slice(1))
    if (!NOTE.test(href)) unwrap(link)
    else if (!isHere) link.remove()
    else if (/ref|anc/i.test(href) || link.querySelector("sup")) unwrap(link)
    else unwrap(wrapped(link, "sup"))
  }
}

const wrapped = (element, tag) => {
  wrapInside(element, tag)
  return element
}

/** A figure is put around many things; what is said below a picture is kept as words. */
const restoreFigures = (root, isOwn) => {
  const own = "[data-picture], [data-gallery]"
  for (const figure of root.querySelectorAll(isOwn ? `figure:not(${own})` : "figure")) {
    const quotation = figure.querySelector("blockquote")
    for (const caption of figure.querySelectorAll("figcaption")) {
      const said = rename(caption, quotation ? "footer" : caption.querySelector("p") ? "div" : "p")
      quotation?.append(said)
    }
    rename(figure, "div")
  }
}

/** Take out what can't come along; how many of each kind. */
const takeLost = (root) => {
  const lost = {}
  for (const [kind, selector] of Object.entries(LOST)) {
    const found = [...root.querySelectorAll(selector)].filter(({ parentElement: around }) => !around?.closest(selector))
    lost[kind] = found.filter((one) => kind === "parts" || one.textContent.trim()).length
    for (const one of found) one.remove()
  }
  return lost
}

/** Links as they lead, without those that the server would not keep; how many these are. */
const restoreLinks = (root, schemes) => {
  let lost = 0
  for (const link of root.querySelectorAll("a[href]")) {
    const address = straight(link.getAttribute("href"))
    link.setAttribute("href", address)
    if (isKept(address, schemes)) continue
    if (!/^(?:javascript|about|file|data|blob):/i.test(address.trim())) lost += 1
    unwrap(link)
  }
  return lost
}

/* Quotations with who said it, and those that are only a style */

const QUOTE_STYLES = "p.MsoQuote, p.MsoIntenseQuote, p[class*=quotation i]"

const restoreQuotations = (root) => {
  for (const paragraph of root.querySelectorAll(QUOTE_STYLES)) {
    if (paragraph.closest("blockquote")) continue
    const quotation = root.ownerDocument.createElement("blockquote")
    paragraph.replaceWith(quotation)
    quotation.append(paragraph)
  }
  for (const quotation of root.querySelectorAll("blockquote")) {
    const source = [...quotation.querySelectorAll("footer, cite")].at(-1)
    if (!source) continue
    const around = source.parentElement
    quotation.append(source.tagName === "FOOTER" ? source : rename(source, "footer"))
    if (around !== quotation && isEmpty(around)) around.remove()
  }
}

/* Pictures: the text names them only. Those written into the HTML itself are told apart. */

const takePictures = (root, isOwn) => {
  const sources = isOwn ? [] : [...root.querySelectorAll("img, picture")]
  const pictures = sources.filter((element) => element.tagName === "IMG" && !isSpacer(element))
  const embedded = pictures.map(({ src }) => src).filter((src) => src.startsWith("data:image/"))
  for (const element of sources) element.remove()
  return { embedded, leftOut: pictures.length - embedded.length }
}

const isSpacer = (image) =>
  ["width", "height"].some((side) => Number(image.getAttribute(side) || 99) < 10)

const isEmpty = (element) =>
  !element.textContent.replaceAll(/[\s\u00a0\u200b]/g, "") &&
  !element.querySelector("hr, figure, div[data-article], [data-youtube], [data-vimeo]," +
    " [data-dailymotion], [data-peertube]")

const dropEmpty = (root) => {
  for (const element of root.querySelectorAll("p, h2, h3, li, blockquote, strong, em, b, i, a")) {
    if (isEmpty(element) && !element.closest("td, th")) {
      if (element.matches("p, h2, h3, li, blockquote")) element.remove()
      else unwrap(element)
    }
  }
  for (const line of root.querySelectorAll("br")) if (isLast(line)) line.remove()
}

/** Whether nothing follows a line break in its block: Google Docs wraps each in a span of its own. */
const isLast = (line) => {
  for (let part = line; part && !part.matches?.(BLOCK); part = part.parentNode) {
    for (let next = part.nextSibling; next; next = next.nextSibling) {
      if (next.nodeType === Node.ELEMENT_NODE && next.matches(BLOCK)) return true
      if (next.nodeName === "BR" || next.querySelector?.("br, img") || next.textContent.trim()) return false
    }
  }
  return true
}

const BLOCK = "p, div, h1, h2, h3, h4, h5, h6, li, ul, ol, td, th, blockquote, pre, table, footer"

/** Word wraps its source at some 80 signs and typists align with no-break spaces. */
const tidySpaces = (root) => {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement?.closest("pre")) continue
    text.data = text.data
      .replaceAll(/[\u200b\ufeff]/g, "")
      .replaceAll(/[\t\n\r ]*\n[\t\n\r ]*/g, " ")
      .replaceAll(/[ \u00a0]{2,}/g, (run) => (/^\u00a0+$/.test(run) ? "\u00a0" : " "))
  }
}

/* The editor writes more on the clipboard than others may bring in: Word calls all English. */
const TAKEN = /^(?:href|colspan|rowspan|start|data-(?:youtube|vimeo|dailymotion|peertube))$/
const OWN =
  /^(?:lang|dir|data-(?:id|kind|picture|gallery|article|width|alt|caption|credit|pm-.*))$/

const bare = (root, isOwn) => {
  for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (name === "dir" && value.toLowerCase() === "rtl") continue
      if (!TAKEN.test(name) && !(isOwn && OWN.test(name))) element.removeAttribute(name)
    }
  }
}

/* The CSP looks at each style and handler that is parsed, even where nothing is ever shown. */
const TAG = /<[a-z](?:"[^"<]*"|'[^'<]*'|[^"'<>])*>/gi
const unstyled = (html) =>
  html
    .replaceAll(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replaceAll(TAG, (tag) => tag.replaceAll(/(\s)(?=(?:style|on[a-z]+)\s*=)/gi, "$1data-"))

/** The HTML of a paste as that of a body, and the pictures that it can't hold. */
export const cleanPaste = (html, schemes = SCHEMES) => {
  const template = document.createElement("template")
  template.innerHTML = unstyled(html)
  const root = template.content
  const isOwn = Boolean(root.querySelector("[data-pm-slice]"))
  unfoldStyles(root)
  const pictures = takePictures(root, isOwn)
  restoreFigures(root, isOwn)
  const lost = takeLost(root)
  for (const noise of root.querySelectorAll(NOISE)) noise.remove()
  restoreNotes(root)
  restoreLists(root)
  nestLists(root)
  lost.frames = restoreVideos(root)
  lost.links = restoreLinks(root, schemes)
  restoreQuotations(root)
  restoreMarks(root)
  restoreHeadings(root)
  tidySpaces(root)
  dropEmpty(root)
  bare(root, isOwn)
  return { html: template.innerHTML, ...pictures, lost }
}
