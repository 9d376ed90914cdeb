/* Addresses of videos on YouTube, Vimeo, Dailymotion and PeerTube. */

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
