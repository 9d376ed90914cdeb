/* How mailboxes cut the subject and what stands behind it, while it is typed. */
const box = document.querySelector(".inboxes")
const valueOf = (name) => document.getElementById(`id_${name}`)?.value.trim() ?? ""

const firstOf = (...words) => words.find(Boolean) ?? ""

const write = (name, text) => {
  for (const element of box.querySelectorAll(`.inbox__${name}`)) element.textContent = text
}

const show = () => {
  const subject = firstOf(valueOf("subject"), valueOf("title"), box.dataset.lead)
  write("subject", subject)
  write("preheader", firstOf(valueOf("preheader"), valueOf("intro"), box.dataset.teaser))
  write("count", [...subject].length)
}

if (box && document.getElementById("id_subject")) {
  for (const name of ["subject", "title", "preheader", "intro"]) {
    document.getElementById(`id_${name}`)?.addEventListener("input", show)
  }
}
