/* The writing page: a toolbar for the keyboard, the count of words, and nothing typed is lost. */
const { gettext, ngettext, interpolate } = window

const WORDS_PER_MINUTE = 220 // as newsroom.core.html reckons
const PAUSE = 150 // milliseconds without a key

/* The toolbar: named in the desk's language, one stop of the Tab key, arrows inside. */

const isShown = (button) => !button.classList.contains("hidden")

const shortcuts = { bold: "B", italic: "I", Code: "E", "insert link": "K", undo: "Z" }
const onMac = /mac|iphone|ipad/i.test(navigator.platform)

/* By the titles that the editor gives them; what is not here has a name of its own already. */
const names = {
  bold: gettext("Bold"),
  italic: gettext("Italic"),
  subscript: gettext("Subscript"),
  superscript: gettext("Superscript"),
  paragraph: gettext("Paragraph"),
  "heading 2": gettext("Heading"),
  "heading 3": gettext("Smaller heading"),
  blockquote: gettext("Quotation"),
  "unordered list": gettext("Bulleted list"),
  "ordered list": gettext("Numbered list"),
  "horizontal rule": gettext("Horizontal rule"),
  "insert link": gettext("Insert a link"),
  "remove link": gettext("Remove the link"),
  Code: gettext("Code"),
  picture: gettext("Insert a picture"),
  video: gettext("Insert a video"),
  insert: gettext("Insert…"),
  "Insert table": gettext("Insert a table"),
  "Add column": gettext("Add a column"),
  "Delete column": gettext("Delete the column"),
  "Add row": gettext("Add a row"),
  "Delete row": gettext("Delete the row"),
  "Delete table": gettext("Delete the table"),
  undo: gettext("Undo"),
  redo: gettext("Redo"),
}

const nameButton = (button) => {
  const key = shortcuts[button.title]
  const name = names[button.title] ?? gettext(button.title)
  button.setAttribute("aria-label", name)
  button.title = key ? `${name} (${onMac ? "⌘" : "Ctrl+"}${key})` : name
}

const showState = (button) => {
  if (button.classList.contains("active")) button.setAttribute("aria-pressed", "true")
  else button.removeAttribute("aria-pressed")
  button.setAttribute("aria-disabled", button.classList.contains("disabled"))
}

const moveBy = { ArrowRight: 1, ArrowLeft: -1 }

const makeToolbar = (bar, editor) => {
  const buttons = [...bar.querySelectorAll("button")]
  const enter = (chosen) => buttons.forEach((b) => (b.tabIndex = b === chosen ? 0 : -1))
  const show = () => {
    buttons.forEach(showState)
    if (!buttons.some((button) => button.tabIndex === 0 && isShown(button))) {
      enter(buttons.find(isShown))
    }
  }
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", gettext("Formatting"))
  buttons.forEach(nameButton)
  enter(buttons[0])
  bar.addEventListener("keydown", (event) => {
    const shown = buttons.filter(isShown)
    const step = moveBy[event.key]
    const ends = { Home: shown[0], End: shown.at(-1) }
    const here = shown.indexOf(document.activeElement)
    const next = step ? shown.at((here + step) % shown.length) : ends[event.key]
    if (!next) return
    event.preventDefault()
    enter(next)
    next.focus()
  })
  bar.addEventListener("focusin", ({ target }) => enter(target))
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      event.preventDefault()
      buttons.find((button) => button.tabIndex === 0).focus()
    }
  })
  editor.on("transaction", show)
  show()
}

/* Words, characters and minutes below the text */

const number = new Intl.NumberFormat(document.documentElement.lang || undefined)

const countText = (text) => {
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  const signs = [...text.replaceAll("\n", "")].length
  const minutes = Math.max(1, Math.round(words / WORDS_PER_MINUTE))
  return [
    interpolate(ngettext("%s word", "%s words", words), [number.format(words)]),
    interpolate(ngettext("%s character", "%s characters", signs), [number.format(signs)]),
    interpolate(gettext("%s min of reading"), [minutes]),
  ].join(" · ")
}

/** In the pauses of typing: a long text takes a moment to count. */
const showCount = (after, editor) => {
  const line = document.createElement("p")
  line.className = "word-count"
  const count = () => {
    const { doc } = editor.state
    line.textContent = countText(doc.textBetween(0, doc.content.size, "\n", "\n"))
  }
  let waiting = 0
  after.after(line)
  editor.on("update", () => {
    clearTimeout(waiting)
    waiting = setTimeout(count, PAUSE)
  })
  count()
}

const describe = (editor, textarea) => {
  const { dom } = editor.view
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  dom.setAttribute("role", "textbox")
  dom.setAttribute("aria-multiline", "true")
  dom.setAttribute("aria-label", label?.textContent.replace(/\s*:\s*$/, "") ?? gettext("Body"))
  const help = document.getElementById(`${textarea.id}_helptext`)
  if (help) dom.setAttribute("aria-describedby", help.id)
  if (textarea.lang) dom.lang = textarea.lang
  label?.addEventListener("click", () => editor.commands.focus())
}

/** The editor makes its menu a moment after itself. */
const onceMade = (editor, act) => (editor.isInitialized ? act() : editor.on("create", act))

const setUp = (textarea, editor) => {
  const root = textarea.closest(".prose-editor")
  // The line being written stays clear of the toolbar above and the buttons below.
  const margin = { top: 60, bottom: 100, left: 0, right: 0 }
  editor.setOptions({ editorProps: { scrollMargin: margin, scrollThreshold: margin } })
  describe(editor, textarea)
  showCount(root, editor)
  // The editor takes a body of one video for an empty one.
  editor.on("update", () => (textarea.value ||= editor.isEmpty ? "" : editor.getHTML()))
  onceMade(editor, () => makeToolbar(root.querySelector(".prose-menubar"), editor))
}

document.addEventListener("prose-editor:ready", ({ target, detail }) => setUp(target, detail.editor))

// This script may come late, after the editor has said that it is ready.
for (const { editor } of document.querySelectorAll(".prose-editor .ProseMirror")) {
  setUp(editor.view.dom.closest(".prose-editor").querySelector("textarea"), editor)
}

/* Leaving with unsaved words asks first; saving does not. Ctrl+S saves. */

const form = document.getElementById("article_form")

const words = () =>
  JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]))

const guard = () => {
  // A page that came back with errors holds words that are nowhere else.
  const saved = document.querySelector(".errornote, .errorlist") ? null : words()
  let leaves = false
  form.addEventListener("submit", (event) => (leaves = !event.defaultPrevented))
  window.addEventListener("pageshow", () => (leaves = false))
  form.addEventListener("desk:stays", () => (leaves = false))
  window.addEventListener("beforeunload", (event) => {
    if (!leaves && words() !== saved) event.preventDefault()
  })
}

const saveByKey = (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return
  // The draft of a change goes on being one: only a button puts it out.
  const save = form.querySelector(form.elements.taken_up ? "[name=_aside]" : "[name=_continue]")
  if (!save) return
  event.preventDefault()
  form.requestSubmit(save)
}

/** What a verb needs is asked for before the page goes away. */
const askForReason = (event) => {
  const reason = form.elements.reason
  if (event.submitter?.value !== "withdraw" || !reason || reason.value.trim()) return
  event.preventDefault()
  event.stopImmediatePropagation()
  reason.placeholder = gettext("Say why the article is withdrawn.")
  reason.closest(".form-row").classList.add("errors")
  reason.dispatchEvent(new Event("desk:show", { bubbles: true }))
  reason.focus()
}

const sayWhen = () => {
  const button = form.querySelector(".verb-publish")
  const date = form.elements.publish_at_0
  if (!button?.dataset.later || !date) return
  const now = button.textContent
  const say = () => (button.textContent = date.value ? button.dataset.later : now)
  date.addEventListener("change", say)
  date.addEventListener("input", say)
  date.addEventListener("blur", say)
  say()
}

/** The title has no line breaks: Enter goes on to the standfirst. Both grow with their words. */
const growTitle = () => {
  for (const field of form.querySelectorAll("textarea.headline, textarea.standfirst")) {
    if (CSS.supports("field-sizing", "content")) break
    const grow = () => {
      field.style.height = "auto"
      field.style.height = `${field.scrollHeight}px`
    }
    field.addEventListener("input", grow)
    grow()
  }
  for (const line of form.querySelectorAll("textarea.headline")) {
    line.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault()
        form.elements.standfirst?.focus()
      }
    })
  }
}

if (form) {
  form.addEventListener("submit", askForReason)
  guard()
  sayWhen()
  growTitle()
  document.addEventListener("keydown", saveByKey)
}
