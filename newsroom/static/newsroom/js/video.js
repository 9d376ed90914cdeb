// A video is a still of ours until it is asked for; only then does its site hear of the reader.
document.addEventListener("click", (event) => {
  const still = event.target.closest("[data-player]");
  if (!still || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  player.title = still.textContent.trim();
  player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  player.referrerPolicy = "strict-origin-when-cross-origin";
  player.src = still.dataset.player;
  still.replaceWith(player);
  player.focus();
});
