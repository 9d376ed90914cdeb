// Says once that this article was read: when somebody had it before their eyes for ten seconds.
// Nothing is kept here, nothing else is sent; a browser that asks not to be measured is not.
const { read } = document.querySelector("script[data-read]").dataset;
let left = navigator.globalPrivacyControl || navigator.doNotTrack === "1" ? 0 : 10;
const clock = left && setInterval(look, 1000);

function look() {
  if (document.hidden || --left) return;
  clearInterval(clock);
  navigator.sendBeacon?.(read);
}
