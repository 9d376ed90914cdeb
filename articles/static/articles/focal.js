/* The focal point: clicked on the picture, or moved by the arrow keys; the cuts follow at once.
   Without a script there are the two numbers. */
const { gettext, interpolate } = window

const STEP = 1
const LEAP = 10
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

const within = (number) => Math.min(100, Math.max(0, Math.round(number)))

/** Where the part that a shape shows begins, in percent of what is cut off: as the server cuts. */
const placeOf = (whole, part, percent) => {
  if (whole - part < 1) return 50
  const begin = Math.min(whole - part, Math.max(0, (whole * percent) / 100 - part / 2))
  return (100 * begin) / (whole - part)
}

const cutAround = (image, whole, x, y) => {
  const { width, height } = whole
  const ratio = image.width / image.height
  if (image.getAttribute("src") !== whole.src) image.src = whole.src
  const across = placeOf(width, Math.min(width, height * ratio), x)
  const down = placeOf(height, Math.min(height, width / ratio), y)
  image.style.objectPosition = `${across}% ${down}%`
}

const setUp = (stage) => {
  const near = stage.closest(".describe-one, form")
  const [x, y] = ["x", "y"].map((axis) => near.querySelector(`input[name$="focal_${axis}"]`))
  if (!x || !y || x.disabled) return
  const image = stage.querySelector("img")
  const whole = {
    src: image.getAttribute("src"),
    width: Number(image.getAttribute("width")),
    height: Number(image.getAttribute("height")),
  }
  const cuts = near.querySelectorAll(".cut")
  const mark = document.createElement("button")
  mark.type = "button"
  mark.className = "focus-mark"

  const show = () => {
    const [left, top] = [within(x.value), within(y.value)]
    mark.style.left = `${left}%`
    mark.style.top = `${top}%`
    const said = gettext("Focal point: %s percent from the left, %s from the top. Arrow keys move it.")
    mark.setAttribute("aria-label", interpolate(said, [left, top]))
  }
  const follow = () => {
    for (const cut of cuts) cutAround(cut, whole, within(x.value), within(y.value))
  }
  const moveTo = (left, top) => {
    x.value = within(left)
    y.value = within(top)
    x.dispatchEvent(new Event("input", { bubbles: true }))
  }
  const point = ({ clientX, clientY }) => {
    const box = image.getBoundingClientRect()
    moveTo((100 * (clientX - box.left)) / box.width, (100 * (clientY - box.top)) / box.height)
  }

  image.addEventListener("click", (event) => {
    point(event)
    mark.focus()
  })
  mark.addEventListener("pointerdown", (event) => {
    mark.setPointerCapture(event.pointerId)
    mark.addEventListener("pointermove", point)
  })
  for (const end of ["pointerup", "pointercancel"]) {
    mark.addEventListener(end, () => mark.removeEventListener("pointermove", point))
  }
  mark.addEventListener("keydown", (event) => {
    const move = KEYS[event.key]
    if (!move) return
    event.preventDefault()
    const by = event.shiftKey ? LEAP : STEP
    moveTo(Number(x.value) + move[0] * by, Number(y.value) + move[1] * by)
  })
  for (const input of [x, y]) {
    input.addEventListener("input", () => {
      show()
      follow()
    })
  }
  stage.classList.add("is-live")
  stage.append(mark)
  show()
}

for (const stage of document.querySelectorAll("[data-focus]")) setUp(stage)
