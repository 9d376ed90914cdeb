/* What the desk sends and fetches without a reload. */

/** One after the other: what was pressed first is done first. */
export function sender(form, say, words) {
  let sending = Promise.resolve()

  async function post(fields) {
    const sent = typeof fields === "function" ? fields() : fields // as things are when its turn comes
    if (!sent) return
    const body = new URLSearchParams(sent)
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } })
      if (answer.redirected) return say(words.loggedout)
      if (!answer.ok) throw new Error(answer.status)
      return await answer.json()
    } catch {
      say(words.failed)
    }
  }

  return function send(fields) {
    sending = sending.then(() => post(fields))
    return sending
  }
}

export async function fetchPage(url) {
  const answer = await fetch(url)
  if (!answer.ok || answer.redirected) throw new Error(answer.status)
  return new DOMParser().parseFromString(await answer.text(), "text/html")
}
