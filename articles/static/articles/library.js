/* Many pictures sent at once, one by one, each with its progress; dropped on the page, or chosen.
   Without a script the form sends them all together. */
const { gettext, interpolate, ngettext } = window

const AT_ONCE = 2
const form = document.querySelector("form.upload")

const element = (name, className, text = "") => {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

/** One line of the list: a hole for the picture, the name of the file, what became of it. */
const lineFor = (file) => {
  const line = document.createElement("li")
  const hole = element("span", "upload-hole")
  const said = element("span", "upload-said", gettext("waits"))
  line.append(hole, element("span", "upload-name", file.name), said)
  return {
    line,
    say(text) {
      said.textContent = text
    },
    add(text) {
      said.append(` – ${text}`)
    },
    progress(part) {
      const bar = said.querySelector("progress") ?? document.createElement("progress")
      bar.setAttribute("aria-label", file.name)
      bar.value = part
      if (!bar.isConnected) said.replaceChildren(bar)
    },
    /** Not the file is at fault: it can be sent once more. */
    offerAgain(act) {
      const button = element("button", "quiet-button", gettext("Send again"))
      button.type = "button"
      button.addEventListener("click", () => {
        line.classList.remove("is-refused")
        act()
      })
      said.append(" ", button)
    },
    /** The library has others that look like it: perhaps one of them is meant. */
    compare(others) {
      const list = element("span", "upload-alike", gettext("Looks like:"))
      for (const { address, alt, id, thumbnail } of others) {
        const link = element("a", "")
        const image = element("img", "")
        link.href = address
        link.target = "_blank"
        image.src = thumbnail
        image.alt = alt || interpolate(gettext("Picture %s"), [id])
        link.append(image)
        list.append(link)
      }
      line.classList.add("has-alike")
      line.append(list)
    },
    show(address) {
      const image = element("img", "")
      image.alt = ""
      image.src = address
      hole.replaceWith(image)
    },
  }
}

const send = (file, onProgress) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const data = new FormData()
    data.append("file", file)
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(loaded / total))
    request.addEventListener("loadend", () => resolve(request))
    request.open("POST", form.dataset.one)
    request.send(data)
  })

const answerOf = ({ status, responseText }) => {
  try {
    const answer = JSON.parse(responseText)
    return status < 300 ? answer : { error: answer.error }
  } catch {
    const away = gettext("It did not arrive: look at the connection, then send it again.")
    const isAway = status === 0 || status >= 500
    return { error: isAway ? away : gettext("The server refused it."), isPassing: isAway }
  }
}

const tally = { ids: [], refused: 0 }

const take = async (file, line) => {
  line.progress(0)
  const answer = answerOf(await send(file, line.progress))
  if (answer.error) {
    tally.refused += 1
    line.line.classList.add("is-refused")
    line.say(answer.error)
    if (answer.isPassing) line.offerAgain(() => sendAgain(file, line))
    return
  }
  if (!tally.ids.includes(answer.id)) tally.ids.push(answer.id)
  line.show(answer.thumbnail)
  line.say(answer.is_new ? gettext("in the library") : gettext("was in the library already"))
  if (answer.note) line.add(answer.note)
  if (answer.alike?.length) line.compare(answer.alike)
}

const finish = () => {
  const end = form.querySelector(".upload-end")
  const { ids, refused } = tally
  const said = [
    interpolate(ngettext("%s picture is there.", "%s pictures are there.", ids.length), [ids.length]),
  ]
  if (refused) {
    said.push(interpolate(ngettext("%s was refused.", "%s were refused.", refused), [refused]))
  }
  end.replaceChildren(said.join(" "))
  if (!ids.length) return
  const link = element("a", "button", gettext("Describe them"))
  link.href = `${form.dataset.describe}?ids=${ids.join(",")}`
  end.append(link)
}

const queue = []
let running = 0

const next = async () => {
  if (running >= AT_ONCE || !queue.length) return
  running += 1
  await take(...queue.shift())
  running -= 1
  if (queue.length) next()
  else if (!running) finish()
}

const sendAgain = (file, line) => {
  tally.refused -= 1
  line.say(gettext("waits"))
  queue.push([file, line])
  next()
}

const add = (files) => {
  const list = form.querySelector(".upload-list")
  form.querySelector(".upload-end").replaceChildren()
  for (const file of files) {
    const line = lineFor(file)
    list.append(line.line)
    queue.push([file, line])
  }
  for (let started = 0; started < AT_ONCE; started += 1) next()
}

if (form) {
  const input = form.elements.files
  form.querySelector("button").hidden = true
  input.addEventListener("change", () => {
    add(input.files)
    input.value = ""
  })
  form.addEventListener("submit", (event) => event.preventDefault())
  const holdsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files")
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    form.classList.add("is-over")
  })
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!relatedTarget) form.classList.remove("is-over")
  })
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    form.classList.remove("is-over")
    add(event.dataTransfer.files)
  })
  window.addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault()
  })
}
