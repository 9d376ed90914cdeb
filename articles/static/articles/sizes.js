/* A file over the limit is told before it is sent. */
const { gettext, interpolate } = window

/** Rounded up, so that what is over the limit never reads as the limit. */
const megabytes = (bytes) =>
  (Math.ceil((bytes * 10) / 2 ** 20) / 10).toLocaleString(document.documentElement.lang || undefined)

/** Why a file is not sent; nothing where it is small enough. */
export const tooLarge = ({ size }, most) =>
  size > most
    ? interpolate(gettext("This file is too large (%s MB): send a picture of %s MB at most."), [
        megabytes(size),
        megabytes(most),
      ])
    : ""
