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
  // A form that is sent into a dead network is lost with its page: first the desk is asked whether it is there.
  addEventListener("submit", async (event) => {
    const form = event.target;
    // A print opens a tab, which the browser allows at once or not at all; and the page stays where it is.
    if (form.method !== "post" || form.target || event.defaultPrevented) return;
    if (form.dataset.there) { delete form.dataset.there; return; }
    event.preventDefault();
    if (form.dataset.asking) return;
    form.dataset.asking = "yes";
    try {
      const signal = AbortSignal.timeout(8000);
      await fetch("/stay", { method: "POST", body: new URLSearchParams({ token }), signal });
      form.dataset.there = "yes";
      form.requestSubmit(event.submitter);
    } catch {
      const said = document.getElementById("unsent") || document.createElement("p");
      said.id = "unsent";
      said.className = "bad";
      said.setAttribute("role", "alert");
      said.textContent = "Not sent: the desk does not answer. What you typed is still here. Try again in a moment.";
      form.prepend(said);
    } finally {
      delete form.dataset.asking;
    }
  });
  // A page that the way back brings out of memory may be old, or of a locked desk.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
