/* The bar below the desk: what was done, and the way back. */

const SHOWN = 10000

/** Returns `say(text)`; as long as there is something to undo, the bar offers it. */
export function bar(words, batches, undo) {
  const place = document.createElement("div")
  let hiding
  place.className = "desk-bar-below"
  place.setAttribute("role", "status")
  document.body.append(place)
  return function say(text) {
    clearTimeout(hiding)
    place.replaceChildren(Object.assign(document.createElement("span"), { textContent: text }))
    if (batches.length) place.append(button(words, undo))
    hiding = setTimeout(() => place.replaceChildren(), SHOWN)
  }
}

function button(words, undo) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button" })
  made.append(`${words.undo} `, Object.assign(document.createElement("kbd"), { textContent: "u" }))
  made.addEventListener("click", undo)
  return made
}
