/* What the writing page asks of the desk: our articles, the library, and room for a picture. */
import { tooLarge } from "newsroom/editor/sizes"

const { gettext } = window

const addresses = () => document.querySelector("textarea[data-upload]").dataset

const sentences = () => ({
  out: gettext("You are no longer logged in: log in in another window, then try again."),
  refused: gettext("You may not do this. Ask somebody who runs the paper."),
  large: gettext("The picture is too large for this server: send a smaller one."),
  gone: gettext("The server can’t be reached. Try again in a moment."),
})

const ask = async (address, query) => {
  const response = await fetch(`${address}?${new URLSearchParams(query)}`).catch(() => null)
  if (!response || response.status >= 500) throw new Error(sentences().gone)
  if (response.redirected) throw new Error(sentences().out)
  if (!response.ok) throw new Error(sentences().refused)
  return response.json()
}

/** One page of the articles or the pictures about these words. */
export const find = (kind, words, page = 1) => ask(addresses()[kind], { q: words, page })

/* What a number stands for. A body asks once for all that are in it. */

const known = { articles: new Map(), pictures: new Map() }
const asked = { articles: new Map(), pictures: new Map() }

const askForAll = async (kind) => {
  const waiting = new Map(asked[kind])
  asked[kind].clear()
  const found = await ask(addresses()[kind], { ids: [...waiting.keys()].join() }).catch(() => null)
  const things = new Map(found?.results.map((thing) => [thing.id, thing]))
  for (const [id, resolve] of waiting) {
    if (!found) known[kind].delete(id) // another time
    resolve(things.get(id) ?? null)
  }
}

/** The article or picture of a number; null where there is none for this person. */
export const about = (kind, id) => {
  if (!known[kind].has(id)) {
    if (!asked[kind].size) setTimeout(askForAll, 0, kind)
    const answer = new Promise((resolve) => asked[kind].set(id, resolve))
    known[kind].set(id, answer)
  }
  return known[kind].get(id)
}

export const remember = (kind, thing) => known[kind].set(thing.id, Promise.resolve(thing))

/** What the library says of a picture's rights; null where it can't be asked. */
export const rightsOf = (id) => ask(addresses().rights, { id }).catch(() => null)

/** Let the library say so; the figures that show the picture are drawn anew. */
export const keepRights = async (id, words) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...words })
  const options = { method: "POST", body }
  const answer = await fetch(`${addresses().rights}?id=${id}`, options).catch(() => null)
  if (!answer || answer.status >= 500) throw new Error(sentences().gone)
  if (answer.redirected) throw new Error(sentences().out)
  const told = await answer.json().catch(() => ({ error: sentences().refused }))
  if (told.error) throw new Error(told.error)
  remember("pictures", told)
  document.dispatchEvent(new CustomEvent("newsroom:picture", { detail: id }))
}

/** What another try may mend, unlike a file that is no picture. */
const passing = (sentence) => Object.assign(new Error(sentence), { isPassing: true })

/** Send one picture to the library. Tells how far it is, from 0 to 1; fails with a sentence. */
export const upload = (file, tell) =>
  new Promise((resolve, reject) => {
    const why = tooLarge(file, Number(addresses().most))
    if (why) return reject(new Error(why))
    const request = new XMLHttpRequest()
    const data = new FormData()
    data.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value)
    data.append("file", file, file.name || "picture")
    request.responseType = "json"
    request.upload.addEventListener("progress", ({ loaded, total }) => tell(loaded / total))
    request.addEventListener("error", () => reject(passing(sentences().gone)))
    request.addEventListener("load", () => {
      const { response, status } = request
      if (response?.id) {
        remember("pictures", response)
        resolve(response)
      } else if (response?.error) reject(new Error(response.error))
      else if (status === 403) reject(new Error(sentences().refused))
      else if (status === 413) reject(new Error(sentences().large))
      else reject(passing(status === 200 ? sentences().out : sentences().gone))
    })
    request.open("POST", addresses().upload)
    request.send(data)
  })
