/* Whoever has just moved something on the planning goes on from there. */

/** The browser has to have gone there before: only then does the focus stay. */
const onceThere = (act) => {
  if (document.readyState === "complete") act()
  else window.addEventListener("load", () => requestAnimationFrame(act))
}

/** Focus what moves it, the `handle`, where the address says what was moved. */
export const goOnFrom = (handle) => {
  const { hash } = location
  if (!hash.startsWith("#entry-")) return
  onceThere(() => document.getElementById(hash.slice(1))?.querySelector(handle)?.focus())
}
