/* The column beside the text folds away; the page remembers it. What asks for something in it
   sends `desk:show`, and it is there again. */
const KEY = "newsroom.side-folded"

const desk = document.querySelector(".desk")
const button = document.querySelector(".desk-fold")
const side = document.querySelector(".desk-side")

const remember = (folded) => {
  try {
    if (folded) localStorage.setItem(KEY, "yes")
    else localStorage.removeItem(KEY)
  } catch {
    // A browser that keeps nothing shows the column on the next page: no harm.
  }
}

const wasFolded = () => {
  try {
    return localStorage.getItem(KEY) === "yes"
  } catch {
    return false
  }
}

const fold = (folded) => {
  desk.classList.toggle("desk-folded", folded)
  button.setAttribute("aria-expanded", !folded)
}

const turn = () => {
  const folded = !desk.classList.contains("desk-folded")
  fold(folded)
  remember(folded)
}

if (desk && button && side) {
  button.hidden = false
  fold(wasFolded() && !side.querySelector(".errorlist, .errors"))
  button.addEventListener("click", turn)
  side.addEventListener("desk:show", () => fold(false))
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key === ".") {
      event.preventDefault()
      turn()
    }
  })
}
