/* Beside a list there is room for its filters; where there is none, each is folded to its name.
   One that is in use stays open. */
const narrow = matchMedia("(max-width: 1024px)")

const fold = () => {
  for (const filter of document.querySelectorAll("#changelist-filter details")) {
    filter.open = !narrow.matches || !filter.querySelector("li:first-child.selected")
  }
}

fold()
narrow.addEventListener("change", fold)
