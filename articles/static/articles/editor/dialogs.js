/* The questions that the editor asks, in a window of the page: a few fields, or a list to choose
   from. Each answers with a promise: what was said, or null where nothing was. */
import { crel } from "django-prose-editor/editor"

const { gettext } = window

let made = 0

const cancelButton = (cancel) => {
  const button = crel("button", { type: "button", textContent: gettext("Cancel") })
  button.addEventListener("click", cancel)
  return button
}

// The browser gives the focus back, ProseMirror the cursor, but only 20 ms later: what is typed
// until then would be nowhere.
const giveCursorBack = () => document.activeElement?.editor?.view.focus()

/** A modal window with a heading; `answer` closes it. It is gone once it is closed. */
export const openDialog = (title, build) =>
  new Promise((resolve) => {
    const heading = crel("h3", {
      className: "prose-editor-dialog-title",
      id: `editor-dialog-${++made}`,
      textContent: title,
    })
    const form = crel("form", { noValidate: true })
    const dialog = crel("dialog", { className: "prose-editor-dialog" }, [form])
    dialog.setAttribute("aria-labelledby", heading.id)
    // Closed at once, not when the browser tells of it: the next key is already the editor's.
    const answer = (value) => {
      dialog.close()
      dialog.remove()
      giveCursorBack()
      resolve(value)
    }
    dialog.addEventListener("close", () => answer(null)) // by the browser: a gesture, say
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return
      event.preventDefault()
      answer(null)
    })
    // What happens in here is none of the form's around it.
    for (const name of ["keydown", "input", "change", "paste"]) {
      dialog.addEventListener(name, (event) => event.stopPropagation())
    }
    form.append(heading)
    const { buttons, submit } = build({ form, dialog, answer })
    const row = crel("div", { className: "prose-editor-dialog-buttons" }, [
      ...buttons,
      cancelButton(() => answer(null)),
    ])
    form.append(row)
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      submit?.()
    })
    document.body.append(dialog)
    dialog.showModal()
  })

export const submitButton = (label) => crel("button", { type: "submit", textContent: label })

/** A field under its name; `help` and a mistake are told with it. */
export const field = ({ name, label, help = "", value = "", rows = 0, ...attributes }) => {
  const id = `editor-field-${++made}`
  const input = crel(rows ? "textarea" : "input", { id, name, value, ...attributes })
  if (rows) input.rows = rows
  const title = crel("label", { htmlFor: id, textContent: label })
  const mistake = crel("p", { className: "editor-mistake", role: "alert", id: `${id}-mistake` })
  const box = crel("div", { className: "prose-editor-dialog-field" }, [title, input, mistake])
  input.setAttribute("aria-describedby", `${id}-mistake`)
  if (help) {
    const line = crel("p", { className: "prose-editor-help", id: `${id}-help`, textContent: help })
    input.before(line)
    input.setAttribute("aria-describedby", `${id}-help ${id}-mistake`)
  }
  const refuse = (sentence) => {
    mistake.textContent = sentence
    input.setAttribute("aria-invalid", Boolean(sentence))
    if (sentence) input.focus()
  }
  return { box, input, refuse }
}

/** One of a few, as buttons to choose from. */
export const choice = ({ name, label, value, options }) => {
  const legend = crel("legend", { textContent: label })
  const rows = options.map(([option, title]) => {
    const input = crel("input", { type: "radio", name, value: option, checked: option === value })
    return crel("label", {}, [input, ` ${title}`])
  })
  return crel("fieldset", { className: "editor-choice" }, [legend, ...rows])
}

/** Ask for one line of text, again with a sentence as long as `accept` finds nothing in it. */
export const askLine = ({ title, label, help, value, accept, mistake, submit }) =>
  openDialog(title, ({ form, answer }) => {
    const line = field({ name: "line", label, help, value, autocomplete: "off" })
    form.append(line.box)
    return {
      buttons: [submitButton(submit)],
      submit() {
        const accepted = accept(line.input.value)
        if (accepted) answer(accepted)
        else line.refuse(mistake)
      },
    }
  })
