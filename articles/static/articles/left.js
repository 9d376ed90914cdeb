/* On the page of an article that was closed to who writes it: what this browser has kept goes to the
   desk, which offers it; and the text can be copied. */
import { forget, isNewerThan, isOfThisTab, keptOf } from "./kept.js"

const { gettext } = window
const place = document.getElementById("writing-state")
const box = document.querySelector(".draft-left")
const said = document.querySelector(".draft-left-said")

const send = async ({ typed, version }) => {
  const body = new FormData()
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value
  const fields = { ...typed, version: version ?? "", csrfmiddlewaretoken: token }
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const answer = await fetch(place.dataset.autosave, { method: "POST", body, redirect: "manual" })
  return answer.ok ? answer.json() : null
}

/** Whether the desk has something to offer by it that the page does not show yet. */
const bring = async (kept) => {
  const answer = await send(kept).catch(() => null)
  if (!answer) {
    said.textContent = gettext("A text of yours is kept in this browser: load this page again.")
    return false
  }
  forget(kept)
  return Boolean(answer.at) && Date.parse(answer.at) !== Date.parse(box?.dataset.at ?? "")
}

const copy = async () => {
  const field = box.querySelector("textarea")
  field.select()
  const isCopied = await navigator.clipboard?.writeText(field.value).then(
    () => true,
    () => false,
  )
  said.textContent =
    isCopied || document.execCommand("copy")
      ? gettext("The text is copied.")
      : gettext("This browser copies nothing by itself: the text is chosen, press Ctrl+C.")
}

const start = async () => {
  const button = box?.querySelector("[data-copy]")
  if (button) button.hidden = false
  button?.addEventListener("click", copy)
  // What a button of this tab has sent is what the desk offers.
  const isSent = (kept) => box && kept.submitted && isOfThisTab(kept)
  keptOf().filter(isSent).forEach(forget)
  const [newest] = keptOf()
  if (newest && isNewerThan(box, newest) && (await bring(newest))) location.reload()
}

if (place && "closed" in place.dataset) start()
