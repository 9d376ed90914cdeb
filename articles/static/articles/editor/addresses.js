/* Addresses: of videos on YouTube, Vimeo, Dailymotion and PeerTube, and where links may lead. */

export const SCHEMES = ["http", "https", "mailto", "tel"] // as newsroom.core.html says; a test compares

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
export const PROVIDERS = {
  youtube: {
    name: "YouTube",
    address:
      /^(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com\/(?:watch\?(?:\S*&)?v=|embed\/|shorts\/|live\/)|youtu\.be\/)([A-Za-z0-9_-]{11})(?:[?&#]\S*)?$/,
    page: (code) => `youtube.com/watch?v=${code}`,
  },
  vimeo: {
    name: "Vimeo",
    address:
      /^(?:www\.|player\.)?vimeo\.com\/(?:video\/|channels\/[\w-]+\/|groups\/[\w-]+\/videos\/)?([1-9]\d{4,11})(?:[/?#]\S*)?$/,
    page: (code) => `vimeo.com/${code}`,
  },
  dailymotion: {
    name: "Dailymotion",
    address:
      /^(?:(?:www\.)?dailymotion\.com\/(?:embed\/)?video\/|dai\.ly\/|geo\.dailymotion\.com\/player(?:\/\w+)?\.html\?(?:\S*&)?video=)([A-Za-z0-9]{5,20})(?:[_?&#]\S*)?$/,
    page: (code) => `dailymotion.com/video/${code}`,
  },
  peertube: {
    name: "PeerTube",
    address: new RegExp(
      `^((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){1,8}[a-z]{2,24})` +
        `/(?:w|videos/(?:watch|embed))/(${UUID}|[1-9A-HJ-NP-Za-km-z]{22})(?:[?#;]\\S*)?$`,
    ),
    page: (code) => code.replace("/", "/w/"),
  },
}

/** What video an address shows: `{ provider, code }`, or null. */
export const videoAt = (address) => {
  const bare = address.trim().replace(/^(?:https?:)?\/\//i, "")
  for (const [provider, { address: pattern }] of Object.entries(PROVIDERS)) {
    const found = bare.match(pattern)
    if (found) return { provider, code: found.slice(1).join("/") }
  }
  return null
}

/** The list of schemes is the server's, which keeps no others. */
export const isKept = (address, schemes) => {
  const bare = [...address].filter((sign) => sign > " " && sign !== "\u00a0").join("")
  const [, scheme] = bare.match(/^([a-z][a-z0-9+.-]*):/i) ?? []
  return !scheme || schemes.includes(scheme.toLowerCase())
}

/* Pages that only lead on, and count who goes: by host and path, with the names of the address in it */
const DETOURS = [
  [/^(?:www\.)?google\.[a-z.]{2,6}\/url$/, ["q", "url"]],
  [/^(?:l|lm)\.(?:facebook|instagram)\.com\//, ["u"]],
  [/^[a-z0-9]+\.safelinks\.protection\.outlook\.com\//, ["url"]],
  [/^(?:www\.)?youtube\.com\/redirect$/, ["q"]],
  [/^(?:www\.)?linkedin\.com\/(?:redir\/redirect|safety\/go)\/?$/, ["url"]],
  [/^slack-redir\.net\/link$/, ["url"]],
  [/^out\.reddit\.com\//, ["url"]],
  [/^duckduckgo\.com\/l\/$/, ["uddg"]],
  [/^steamcommunity\.com\/linkfilter\/$/, ["url", "u"]],
]

const next = (address) => {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return ""
  const { host, pathname, searchParams } = new URL(address)
  const [, names] = DETOURS.find(([pattern]) => pattern.test(host + pathname)) ?? [null, []]
  const found = names.map((name) => searchParams.get(name) ?? "")
  return found.find((target) => /^https?:\/\//i.test(target)) ?? ""
}

/** Where a link leads in the end, without the pages that only count. */
export const straight = (address) => {
  let here = address
  for (let steps = 0; steps < 3 && next(here); steps += 1) here = next(here)
  return here
}
