/* Choosing a picture: what is chosen is seen at once, also in the list to choose from. */
import { tooLarge } from "./sizes.js"

const { gettext, interpolate } = window
const jQuery = window.django?.jQuery

const GOOD_WIDTH = 1200 // below this a lead picture is soft on a large screen

/* A file that was just chosen. Drawn on a canvas: the CSP lets no blob be a picture. */

const draw = (bitmap) => {
  const canvas = document.createElement("canvas")
  canvas.className = "picture-preview"
  canvas.width = Math.min(bitmap.width, 800)
  canvas.height = Math.round((bitmap.height * canvas.width) / bitmap.width)
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  canvas.setAttribute("aria-hidden", "true")
  return canvas
}

const sizeOf = ({ width, height }) => {
  const size = interpolate(gettext("%s × %s pixels"), [width, height])
  return width < GOOD_WIDTH ? `${size} — ${gettext("small for a lead picture")}` : size
}

const preview = async (input) => {
  const box = document.createElement("div")
  box.className = "picture-chosen"
  input.closest(".flex-container").querySelector(".picture-chosen")?.remove()
  const [file] = input.files
  if (!file) return
  input.after(box)
  const line = document.createElement("p")
  line.setAttribute("role", "status")
  const why = tooLarge(file, Number(input.dataset.most) || Infinity)
  if (why) {
    input.value = "" // it would only be sent to be refused
    line.className = "errornote"
    line.textContent = why
    return box.append(line)
  }
  const bitmap = await createImageBitmap(file).catch(() => null)
  line.textContent = bitmap ? sizeOf(bitmap) : gettext("No preview of this file.")
  if (bitmap) box.append(draw(bitmap))
  box.append(line)
}

for (const input of document.querySelectorAll("input[type=file][accept^=image]")) {
  input.addEventListener("change", () => preview(input))
}

/* The words of a new picture are asked for once there is one. */

const newPicture = document.querySelector(".field-picture_file input")
if (newPicture) {
  const names = ["alt", "caption", "credit", "licence", "licence_ends"]
  const words = names.map((name) => `.field-picture_${name}`)
  const rows = [...document.querySelectorAll(words.join())]
  const filled = () => rows.some((row) => row.querySelector("input, select").value)
  const show = () => {
    const asked = newPicture.files.length > 0 || filled()
    for (const row of rows) row.classList.toggle("hidden", !asked)
  }
  newPicture.addEventListener("change", show)
  show()
}

/* The lead picture that is chosen from the library */

const select = document.getElementById("id_lead_picture")
const shown = document.querySelector(".lead-shown")
if (select && shown && jQuery) {
  const address = (pk) => shown.dataset.address.replace("/0/", `/${pk}/`)
  const small = (pk) => {
    const image = document.createElement("img")
    image.src = address(pk)
    image.alt = ""
    image.loading = "lazy"
    return image
  }
  const row = ({ id, text }) => {
    if (!id) return text
    const line = document.createElement("span")
    line.className = "picture-option"
    line.append(small(id), text)
    return line
  }
  jQuery(select).on("change", () => {
    shown.replaceChildren(...(select.value ? [small(select.value)] : []))
  })
  jQuery(() => {
    const { ajax } = jQuery(select).data("select2").options.options
    jQuery(select).select2({ ajax, templateResult: row })
  })
}

/* A form that only waits for a missing word does not need to travel with its file to say so:
   the file would have to be chosen again. */
const form = document.getElementById("picture_form")
if (form) form.noValidate = false
