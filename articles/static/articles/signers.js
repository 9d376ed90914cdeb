/* Who signs, in the rows beside the text: read, and put back there. */
const ROW = /^bylines-(TOTAL_FORMS|\d+-(author|position|DELETE))$/

const table = document.querySelector("#bylines-group tbody")

const rows = () => [...(table?.querySelectorAll(":scope > tr.form-row:not(.empty-form)") ?? [])]
const part = (row, name) => row.querySelector(`[name$="-${name}"]`)
const keyOf = (row) => part(row, "author")?.value
const placeOf = (row) => Number(part(row, "position")?.value)
const isOut = (row) => Boolean(part(row, "DELETE")?.checked)

const signerOf = (row) => ({ key: keyOf(row), name: part(row, "author").selectedOptions[0].text })
const holds = (signers, { key }) => signers.some((signer) => signer.key === key)

/** The rows as the form sends them; asked of it alone, the whole text would come along each time. */
export const sentRows = () => {
  const fields = document.querySelectorAll("#bylines-group :is(input, select)")
  const isSent = ({ name, type, checked }) => ROW.test(name) && (type !== "checkbox" || checked)
  return Object.fromEntries([...fields].filter(isSent).map(({ name, value }) => [name, value]))
}

/** Who signs now, in order, by key and name. */
export const signersNow = () =>
  rows()
    .filter((row) => keyOf(row) && !isOut(row))
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map(signerOf)

export const isSignedBy = (signers) =>
  signersNow().map(({ key }) => key).join() === signers.map(({ key }) => key).join()

/** Who signs the article as it is stored, whatever was changed on this page. */
export const signersStored = () =>
  rows()
    .filter((row) => row.classList.contains("has_original") && keyOf(row))
    .map(signerOf)

/** Whom others took in or out since `before` comes and goes, as with a draft of the desk. */
export const broughtTogether = (before, chosen, now) => [
  ...chosen.filter((one) => holds(now, one) || !holds(before, one)),
  ...now.filter((one) => !holds(before, one) && !holds(chosen, one)),
]

const freeRow = () => {
  const isFree = (row) => !keyOf(row) && !row.classList.contains("has_original")
  if (!rows().some(isFree)) table.querySelector(".add-row a")?.click()
  return rows().find(isFree)
}

const rowFor = ({ key, name }) => {
  const there = rows().find((row) => keyOf(row) === key)
  const row = there ?? freeRow()
  if (row && !there) part(row, "author").append(new Option(name, key, true, true))
  return row
}

const take = (row, isTaken) => {
  const out = part(row, "DELETE")
  if (out) out.checked = !isTaken
  else if (!isTaken) part(row, "author").value = ""
}

/** Make the rows say that these sign, in this order. */
export const sign = (signers) => {
  if (!table) return
  const chosen = signers.map(rowFor).filter(Boolean)
  table.prepend(...chosen)
  chosen.forEach((row, place) => (part(row, "position").value = place + 1))
  for (const row of rows()) {
    if (keyOf(row)) take(row, chosen.includes(row))
    // Select2 hears of a choice through jQuery alone.
    window.django?.jQuery(part(row, "author")).trigger("change")
  }
}
