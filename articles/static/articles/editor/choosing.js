/* Choosing from what the paper has: a field to search with, and below it what was found. */
import { crel } from "django-prose-editor/editor"
import { find } from "newsroom/editor/desk"
import { field } from "newsroom/editor/dialogs"

const { gettext, interpolate, ngettext } = window

const PAUSE = 200 // milliseconds without a key before the desk is asked

let made = 0

/** Call at most once for several keys in a row. */
const rested = (act) => {
  let timer = 0
  return (...args) => {
    clearTimeout(timer)
    timer = setTimeout(act, PAUSE, ...args)
  }
}

const countOf = (number) =>
  number
    ? interpolate(ngettext("%s found", "%s found", number), [number])
    : gettext("Nothing found.")

/** What was found of a kind, page after page; answers that come too late are thrown away. */
const searching = (kind, show, tell) => {
  let turn = 0
  return async (words, page = 1) => {
    const mine = ++turn
    try {
      const { results, more } = await find(kind, words, page)
      if (mine === turn) show(results, page, more)
    } catch ({ message }) {
      if (mine === turn) tell(message)
    }
  }
}

/* Articles: a field with a list, ruled by the arrow keys */

const articleRow = (article) => {
  const image = article.thumbnail
    ? crel("img", { src: article.thumbnail, alt: "", loading: "lazy" })
    : crel("span", { className: "editor-no-picture" })
  return crel("li", { className: "editor-option", role: "option" }, [
    image,
    crel("span", {}, [
      crel("strong", { textContent: article.title }),
      crel("span", { textContent: [article.section, article.date, article.state].join(" · ") }),
    ]),
  ])
}

/** A field in which words find articles. `pick` is called with the one that is chosen. */
export const articleField = ({ label, help, value = "", words = "", pick, isWords = () => true }) => {
  const { box, input, refuse } = field({ name: "words", label, help, value, autocomplete: "off" })
  const list = crel("ul", { id: `editor-list-${++made}`, className: "editor-options" })
  const status = crel("p", { className: "editor-status", role: "status" })
  let articles = []
  let chosen = -1

  const choose = (index) => {
    chosen = index
    ;[...list.children].forEach((row, place) => {
      row.setAttribute("aria-selected", place === index)
      if (place === index) row.scrollIntoView({ block: "nearest" })
    })
    if (index < 0) input.removeAttribute("aria-activedescendant")
    else input.setAttribute("aria-activedescendant", list.children[index].id)
  }
  const show = (results) => {
    articles = results
    list.replaceChildren(
      ...results.map((article, index) => {
        const row = articleRow(article)
        row.id = `${list.id}-${index}`
        row.addEventListener("click", () => pick(article))
        return row
      }),
    )
    list.hidden = !results.length
    input.setAttribute("aria-expanded", results.length > 0)
    status.textContent = countOf(results.length)
    choose(-1)
  }
  const tell = (sentence) => {
    show([])
    status.textContent = sentence
  }
  const search = searching("articles", show, tell)
  const later = rested(() => (isWords(input.value) ? search(input.value) : tell("")))

  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", gettext("Articles"))
  input.setAttribute("role", "combobox")
  input.setAttribute("aria-controls", list.id)
  input.setAttribute("aria-autocomplete", "list")
  input.setAttribute("aria-expanded", "false")
  input.addEventListener("input", () => {
    refuse("")
    choose(-1)
    later()
  })
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && articles.length) {
      event.preventDefault()
      const count = articles.length + 1 // and none of them
      choose(((chosen + 1 + step + count) % count) - 1)
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault()
      pick(articles[chosen])
    }
  })
  box.append(list, status)
  search(words).then(() => words && !articles.length && !input.value && search(""))
  return { box, input, refuse }
}

/* Pictures: a grid of buttons */

/** The pictures of the library; those that are `chosen` are marked, each with its number. */
export const pictureGrid = ({ pick, chosen = () => [] }) => {
  const { box, input } = field({
    name: "words",
    label: gettext("Search the library"),
    type: "search",
    autocomplete: "off",
  })
  const grid = crel("ul", { className: "editor-grid" })
  const status = crel("p", { className: "editor-status", role: "status" })
  const more = crel("button", { type: "button", textContent: gettext("Show more"), hidden: true })
  const tiles = new Map()
  let page = 1

  const mark = () => {
    for (const [id, tile] of tiles) {
      const place = chosen().indexOf(id)
      tile.setAttribute("aria-pressed", place >= 0)
      tile.dataset.place = place >= 0 ? place + 1 : ""
    }
  }
  const tileOf = (picture) => {
    const name = picture.alt || gettext("without a text alternative")
    const tile = crel("button", { type: "button", title: name }, [
      crel("img", { src: picture.thumbnail, alt: name, loading: "lazy" }),
    ])
    tile.addEventListener("click", () => {
      pick(picture)
      mark()
    })
    tiles.set(picture.id, tile)
    return crel("li", {}, [tile])
  }
  const show = (results, number, isMore) => {
    page = number
    if (number === 1) {
      tiles.clear()
      grid.replaceChildren()
    }
    grid.append(...results.map(tileOf))
    more.hidden = !isMore
    status.textContent = countOf(grid.children.length)
    mark()
  }
  const search = searching("pictures", show, (sentence) => (status.textContent = sentence))
  const later = rested(() => search(input.value))
  input.addEventListener("input", later)
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault())
  more.addEventListener("click", () => search(input.value, page + 1))
  box.append(grid, status, more)
  search("")
  return { box, mark, renew: () => search(input.value) }
}
