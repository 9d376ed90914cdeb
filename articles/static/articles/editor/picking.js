/* What is asked about pictures: which of the library, or a new one, and with which words. */
import { crel } from "django-prose-editor/editor"
import { pictureGrid } from "newsroom/editor/choosing"
import { about, keepRights, rightsOf, upload } from "newsroom/editor/desk"
import { choice, field, openDialog, submitButton } from "newsroom/editor/dialogs"

const { gettext, interpolate } = window

const [FEWEST, MOST] = [2, 20]
const LENGTHS = { alt: 300, caption: 400, credit: 120 }

/** What became of a file on its way, until it is read. */
const readNote = (box, note) =>
  new Promise((resolve) => {
    const button = crel("button", { type: "button", textContent: gettext("Understood") })
    const line = crel("p", { className: "prose-editor-help", role: "status", textContent: `${note} ` })
    line.append(button)
    button.addEventListener("click", () => {
      line.remove()
      resolve()
    })
    box.append(line)
    button.focus()
  })

/** A button that sends files from this computer; each becomes a picture of the library. */
const uploadField = (take, several) => {
  const { box, input, refuse } = field({
    name: "file",
    label: gettext("Or send one from this computer"),
    type: "file",
    accept: "image/*,.heic,.heif,.avif",
    multiple: several,
  })
  const progress = crel("progress", { max: 1, value: 0, hidden: true })
  progress.setAttribute("aria-label", gettext("Sending the picture"))
  box.append(progress)
  /** One that looks like what the library has: the one sent, or one of those? */
  const chosenOf = (sent) =>
    new Promise((resolve) => {
      const row = crel("div", { className: "alike-choice", role: "group" })
      const words = gettext("The library has what looks like it. Take which one?")
      row.setAttribute("aria-label", words)
      const offer = (picture, text) => {
        const image = crel("img", { src: picture.thumbnail, alt: "" })
        const button = crel("button", { type: "button" }, [image, crel("span", { textContent: text })])
        button.addEventListener("click", () => {
          row.remove()
          resolve(picture)
        })
        return button
      }
      const others = sent.alike.map((other) => offer(other, other.alt || gettext("Of the library")))
      const own = offer(sent, gettext("The new one"))
      row.append(crel("p", { className: "prose-editor-help", textContent: words }), own, ...others)
      box.append(row)
      own.focus()
    })
  input.addEventListener("change", async () => {
    refuse("")
    progress.hidden = false
    for (const file of input.files) {
      try {
        const sent = await upload(file, (part) => (progress.value = part))
        if (sent.note) await readNote(box, sent.note)
        take(sent.alike?.length ? await chosenOf(sent) : sent)
      } catch ({ message }) {
        refuse(`${file.name}: ${message}`)
      }
    }
    progress.hidden = true
    input.value = ""
  })
  return box
}

export const choosePicture = () =>
  openDialog(gettext("Picture"), ({ form, dialog, answer }) => {
    dialog.classList.add("editor-wide")
    form.append(pictureGrid({ pick: answer }).box, uploadField(answer, false))
    return { buttons: [] }
  })

/** Several, in the order in which they are chosen, and what is said about them all. */
export const chooseGallery = (pictures, caption) =>
  openDialog(gettext("Gallery"), ({ form, dialog, answer }) => {
    const chosen = [...pictures]
    dialog.classList.add("editor-wide")
    const button = submitButton("")
    const hint = crel("p", { className: "prose-editor-help" })
    hint.textContent = gettext("Choose 2 to 20 pictures, in the order of the gallery.")
    const count = () => {
      button.textContent = interpolate(gettext("Insert (%s chosen)"), [chosen.length])
      button.disabled = chosen.length < FEWEST
    }
    const pick = ({ id }) => {
      if (chosen.includes(id)) chosen.splice(chosen.indexOf(id), 1)
      else if (chosen.length < MOST) chosen.push(id)
      count()
    }
    const grid = pictureGrid({ pick, chosen: () => chosen })
    const take = (picture) => {
      if (!chosen.includes(picture.id)) pick(picture)
      grid.renew()
    }
    const words = field({
      name: "caption",
      label: gettext("Caption of the gallery"),
      value: caption ?? "",
      maxLength: LENGTHS.caption,
      rows: 2,
    })
    form.append(hint, grid.box, uploadField(take, true), words.box)
    count()
    return {
      buttons: [button],
      submit() {
        if (chosen.length < FEWEST) return
        answer({ pictures: chosen, caption: words.input.value.trim() || null })
      },
    }
  })

const wordFields = (attrs, library) => {
  const said = (name) =>
    library?.[name] ? interpolate(gettext("The library says: %s"), [library[name]]) : ""
  return [
    field({
      name: "alt",
      label: gettext("Text alternative"),
      help: said("alt") || gettext("What is to be seen, for those who can’t see it."),
      value: attrs.alt ?? "",
      maxLength: LENGTHS.alt,
    }),
    field({
      name: "caption",
      label: gettext("Caption"),
      help: said("caption"),
      value: attrs.caption ?? "",
      maxLength: LENGTHS.caption,
      rows: 2,
    }),
    field({
      name: "credit",
      label: gettext("Credit"),
      help: said("credit"),
      value: attrs.credit ?? "",
      maxLength: LENGTHS.credit,
    }),
  ]
}

const licenceField = ({ licence, licences }) => {
  const made = field({ name: "licence", label: gettext("Licence") })
  const select = crel("select", { id: made.input.id, name: "licence" })
  select.append(...licences.map(([value, text]) => new Option(text, value, false, value === licence)))
  made.input.replaceWith(select)
  return { box: made.box, input: select }
}

/** By what right it is shown: for who may change it in the library; else told. */
const rightsFields = (rights) => {
  if (!rights) return { rows: [] }
  if (!rights.may_change) {
    const [, licence] = rights.licences.find(([value]) => value === rights.licence)
    const words = gettext("Licence: %s. Only an editor can change it.")
    const line = crel("p", { className: "prose-editor-help", textContent: interpolate(words, [licence]) })
    return { rows: [line] }
  }
  const licence = licenceField(rights)
  const ends = field({
    name: "licence_ends",
    label: gettext("Licence ends"),
    type: "date",
    value: rights.licence_ends,
  })
  const help = gettext("In the library, for every article that shows it; so is a credit where it has none.")
  const line = crel("p", { className: "prose-editor-help", textContent: help })
  return { rows: [line, licence.box, ends.box], licence: licence.input, ends }
}

/** What the library did not know of the credit it keeps; else it is for this article. */
const keep = async (rights, { licence, ends }, words) => {
  if (!licence) return
  const fills = !rights.credit && words.credit
  const now = { licence: licence.value, licence_ends: ends.input.value }
  const isNew = now.licence !== rights.licence || now.licence_ends !== rights.licence_ends
  if (!fills && !isNew) return
  await keepRights(rights.id, { ...now, credit: fills ? words.credit : rights.credit })
  if (fills) words.credit = null
}

const WIDTHS = () => [
  ["text", gettext("As wide as the text")],
  ["wide", gettext("Wider than the text")],
]

/** The words of a picture at this place; those of the library hold where nothing is said. */
export const askAboutPicture = async (attrs, name) => {
  const { picture } = attrs
  const [library, rights] = await Promise.all([about("pictures", picture), rightsOf(picture)])
  const asked = openDialog(gettext("Picture"), ({ form, answer }) => {
    const fields = wordFields(attrs, library)
    const { width } = attrs
    const more = rightsFields(rights)
    form.append(
      crel("p", {
        className: "prose-editor-help",
        textContent: gettext("For this article only; left empty, what the library says holds."),
      }),
      ...fields.map(({ box }) => box),
      ...more.rows,
      choice({ name: "width", label: gettext("Width"), value: width, options: WIDTHS() }),
    )
    return {
      buttons: [submitButton(gettext("Apply"))],
      async submit() {
        const said = fields.map(({ input }) => [input.name, input.value.trim() || null])
        const words = Object.fromEntries(said)
        try {
          await keep(rights, more, words)
          answer({ ...words, width: form.elements.width.value })
        } catch ({ message }) {
          more.ends.refuse(message)
        }
      },
    }
  })
  if (name) document.querySelector(`dialog[open] [name="${name}"]`)?.focus()
  return asked
}
