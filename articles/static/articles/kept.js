/* Texts that are kept in this browser: for each article, and each time that a tab opens it; and the
   one clock, which is the desk's. */

const TAB = "newsroom-tab"
const place = document.getElementById("writing-state")
const prefix = `newsroom-text-${place?.dataset.user}-`

/** The same however often the tab loads a page. */
const nameOfTab = () => {
  const name = sessionStorage.getItem(TAB) ?? Math.random().toString(36).slice(2)
  sessionStorage.setItem(TAB, name)
  return name
}

const tab = nameOfTab()
const opened = Date.now()
const stem = () => `${prefix}${place.dataset.article || "new"}-`

/** The name of what this page keeps. */
export const keyHere = () => `${stem()}${tab}-${opened}`

const parsed = (name) => {
  try {
    return { name, ...JSON.parse(localStorage.getItem(name) ?? "{}") }
  } catch {
    return { name } // cut short as the browser died: it is no text
  }
}

const keptAs = (start) =>
  Object.keys(localStorage)
    .filter((name) => name.startsWith(start))
    .map(parsed)
    .filter(({ typed }) => typed)
    .sort((a, b) => b.at - a.at)

export const keptHere = () => keptAs(prefix)
/** Of this article, the newest first. */
export const keptOf = () => keptAs(stem())
export const isOfThisTab = ({ name }) => name.includes(`-${tab}-`)
export const forget = ({ name }) => localStorage.removeItem(name)

// What was typed while a draft was on its way is older than that draft, and says more.
const ON_ITS_WAY = 60_000

/** Whether it may say more than what the desk offers in this box. */
export const isNewerThan = (box, { at }) => !box || at > Date.parse(box.dataset.at) - ON_ITS_WAY

/* The clock of the desk, however this machine's is set */

const ahead = place?.dataset.now ? Date.parse(place.dataset.now) - opened : 0
export const deskNow = () => Date.now() + ahead

const written = (moment, style) =>
  new Date(moment).toLocaleString(document.documentElement.lang || undefined, {
    ...style,
    timeZone: place.dataset.zone,
  })

export const clock = (moment) =>
  written(moment, { hour: "2-digit", minute: "2-digit", second: "2-digit" })

export const day = (moment) => written(moment, { dateStyle: "long", timeStyle: "short" })
