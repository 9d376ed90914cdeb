/* What was sent to the desk beside the text, and did not get there. */
const { gettext } = window

/** Say so at the head of a box; the page gets a new token, in case there was a new log-in. */
export const sayThatItFailed = (box) => {
  const said = document.createElement("p")
  said.className = "note-refused"
  said.setAttribute("role", "alert")
  said.textContent = gettext(
    "It was not sent. Check that you are online and logged in, then try again.",
  )
  box.querySelector(".note-refused")?.remove()
  box.prepend(said)
  document.getElementById("writing-state")?.dispatchEvent(new Event("refused"))
}
