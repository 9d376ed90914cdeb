/* Who else has this article open, and what they saved meanwhile. Nobody is locked out. */
const { gettext, interpolate } = window

const EVERY = 5000

const form = document.getElementById("article_form")
const place = document.getElementById("writing-state")
const line = place?.querySelector(".presence-state")

let writes = false

const post = (more) => {
  const body = new FormData()
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
  for (const name of more) body.append(name, "1")
  return fetch(place.dataset.presence, { method: "POST", body, redirect: "manual" })
}

const listed = (names) =>
  new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(names)

const savedHere = () =>
  gettext("You have changed this article in another tab. Both texts will be brought together.")

const savedBy = (name) =>
  interpolate(gettext("%s saved a newer version: yours will be brought together with it."), [name])

const sentences = ({ others, taken_by: taker, version, by, own }) => {
  const said = []
  if (others.length) {
    const names = listed(others.map(({ name }) => name))
    said.push(interpolate(gettext("Also here: %s."), [names]))
  }
  if (taker) {
    said.push(interpolate(gettext("%s goes on from here. What you typed is kept."), [taker]))
  }
  const seen = form.elements.version?.value
  if (seen && new Date(version) > new Date(seen)) {
    said.push(own ? savedHere() : savedBy(by || gettext("Somebody")))
  }
  return said
}

const button = ({ others, taken_by: taker }) => {
  const [other] = others
  if (!other) return []
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = taker
    ? gettext("I go on myself")
    : interpolate(gettext("Take over from %s"), [other.name])
  made.addEventListener("click", () => beat(["take"]))
  return [made]
}

const show = (found) => {
  const text = sentences(found).join(" ")
  if (line.dataset.said === text) return
  line.dataset.said = text
  line.replaceChildren(text, ...button(found))
}

let beating

const stop = () => clearInterval(beating)

const hear = (found) => {
  if (!found.closed) return show(found)
  stop()
  line.textContent = gettext("Only an editor can change this article now.")
}

async function beat(more = []) {
  try {
    const answer = await post(writes ? [...more, "writes"] : more)
    writes = false
    if (answer.ok) hear(await answer.json())
    else if ([403, 404].includes(answer.status)) stop()
  } catch {
    // Without the network there is nothing to say; the other line tells of it.
  }
}

const start = () => {
  beating = setInterval(() => document.visibilityState === "visible" && beat(), EVERY)
  beat()
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && beat())
  window.addEventListener("pagehide", () => {
    const body = new FormData()
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    body.append("leave", "1")
    navigator.sendBeacon(place.dataset.presence, body)
  })
}

if (form && place) {
  form.addEventListener("input", () => (writes = true))
  if (place.dataset.presence) start()
  else place.addEventListener("begun", start, { once: true })
}
