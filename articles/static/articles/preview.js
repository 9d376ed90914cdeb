/* The article in the dress of the site, beside the text that is being written. */
const PAUSE = 600 // milliseconds without a key

const pane = document.getElementById("desk-preview")
const toggle = document.querySelector(".desk-preview-toggle")
const form = document.getElementById("article_form")
const writing = document.getElementById("writing-state")

const setUp = () => {
  const frame = pane.querySelector("iframe")
  const stage = pane.querySelector(".desk-preview-stage")
  const said = pane.querySelector(".desk-preview-said")
  const chosen = (name) => pane.querySelector(`[data-${name}][aria-pressed="true"]`).dataset[name]
  let waiting = 0
  let asked = null

  /** As wide as the screen it stands for, then made to fit. */
  const fit = () => {
    const width = Number(chosen("width"))
    const scale = Math.min(1, stage.clientWidth / width)
    frame.style.width = `${width}px`
    frame.style.height = `${stage.clientHeight / scale}px`
    frame.style.transform = `scale(${scale})`
    frame.style.marginInlineStart = `${Math.max(0, (stage.clientWidth - width * scale) / 2)}px`
  }

  const dress = () => {
    const root = frame.contentDocument?.documentElement
    if (root) root.dataset.theme = chosen("theme")
  }

  const typed = () => {
    const data = new FormData(form)
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
    return data
  }

  /** The first time as a page of its own; later only its words change, and it stays where it is. */
  const show = (html) => {
    const old = frame.contentDocument
    if (!frame.srcdoc || !old?.querySelector("main")) {
      frame.srcdoc = html
      return
    }
    const fresh = new DOMParser().parseFromString(html, "text/html")
    old.querySelector("main").replaceWith(old.adoptNode(fresh.querySelector("main")))
  }

  const refresh = async () => {
    if (!pane.dataset.address) {
      said.textContent = said.dataset.unnamed
      return
    }
    asked?.abort()
    asked = new AbortController()
    try {
      const address = pane.dataset.address
      const options = { method: "POST", body: typed(), signal: asked.signal }
      const answer = await fetch(address, options)
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText)
      show(await answer.text())
      said.textContent = ""
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = said.dataset.waits
    }
  }

  const soon = () => {
    clearTimeout(waiting)
    if (!pane.hidden) waiting = setTimeout(refresh, PAUSE)
  }

  const open = (isOpen) => {
    pane.hidden = !isOpen
    toggle.setAttribute("aria-expanded", isOpen)
    document.body.classList.toggle("has-preview", isOpen)
    document.body.classList.toggle("is-unnamed", isOpen && !pane.dataset.address)
    clearTimeout(waiting)
    if (!isOpen) return
    fit()
    refresh()
  }

  frame.addEventListener("load", () => {
    dress()
    // It is looked at, not used: a link would lead away from it.
    for (const kind of ["click", "submit"]) {
      frame.contentDocument.addEventListener(kind, (event) => {
        if (kind === "submit" || event.target.closest("a[href]:not([data-player], [href^='#'])")) {
          event.preventDefault()
        }
      })
    }
  })
  pane.addEventListener("click", ({ target }) => {
    const button = target.closest("[aria-pressed]")
    if (!button) return
    for (const other of button.parentElement.children) {
      other.setAttribute("aria-pressed", other === button)
    }
    fit()
    dress()
  })
  pane.querySelector(".desk-preview-close").addEventListener("click", () => {
    open(false)
    toggle.focus()
  })
  toggle.addEventListener("click", () => open(pane.hidden))
  toggle.hidden = false
  // A new article is kept at the desk from its title and section on.
  writing?.addEventListener("begun", () => {
    pane.dataset.address = writing.dataset.preview
    document.body.classList.remove("is-unnamed")
    if (!pane.hidden) refresh()
  })
  new ResizeObserver(fit).observe(stage)
  form.addEventListener("input", soon)
  form.addEventListener("change", soon)
  const listen = (editor) => editor.on("update", soon)
  document.addEventListener("prose-editor:ready", ({ detail }) => listen(detail.editor))
  for (const { editor } of form.querySelectorAll(".prose-editor .ProseMirror")) listen(editor)
}

if (pane && toggle && form) setUp()
