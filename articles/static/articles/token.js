/* After a new log-in in another window, the page needs a new token to save with. */
const place = document.getElementById("writing-state")

/** Get one; tells why there is none. */
export const renewToken = async () => {
  const address = place.dataset.autosave ?? place.dataset.begin
  const answer = await fetch(address, { redirect: "manual" })
  if (answer.type === "opaqueredirect") return "away"
  if (!answer.ok) return answer.status === 403 ? "refused" : "broken"
  const { token } = await answer.json()
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token
  return ""
}
