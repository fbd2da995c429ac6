// For comfort only: every task works without it.
"use strict";
(() => {
  const idle = Number(document.body.dataset.idle || 0) * 1000;
  if (!idle) return;
  const token = document.body.dataset.token;
  let last = Date.now();
  let told = last;
  // Somebody who types asks the server for nothing; it is told, so that it does not lock the desk meanwhile.
  const stay = () => {
    last = Date.now();
    if (last - told < 60000) return;
    told = last;
    fetch("/stay", { method: "POST", body: new URLSearchParams({ token }) }).then((answer) => {
      if (!answer.ok) location.replace("/locked");
    }, () => {});
  };
  for (const kind of ["input", "keydown", "pointerdown"]) addEventListener(kind, stay, { passive: true });
  // Names do not stay on a screen that nobody sits at.
  setInterval(() => { if (Date.now() - last > idle) location.replace("/locked"); }, 5000);
  // A page that the way back brings out of memory may be old, or of a locked desk.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
