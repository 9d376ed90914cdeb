// A video is a still of ours until it is asked for; only then does YouTube hear of the reader.
document.addEventListener("click", (event) => {
  const still = event.target.closest(".video__still");
  if (!still || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  const id = still.closest("[data-youtube]").dataset.youtube;
  player.title = still.textContent.trim();
  player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  player.referrerPolicy = "strict-origin-when-cross-origin";
  player.src = `https://www.youtube-nocookie.com/embed/${id}?autoplay=1`;
  still.replaceWith(player);
  player.focus();
});
