// For comfort only: what is wrong is said while one types, progress comes by itself, a printed packet says so.
"use strict";
(() => {
  const form = document.querySelector("form[data-check]");
  if (form) {
    let asked = 0;
    const check = async () => {
      const now = ++asked;
      const answer = await fetch(form.dataset.check, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (!answer.ok || now !== asked) return;
      const wrong = await answer.json();
      for (const place of form.querySelectorAll("[data-wrong]")) {
        const some = wrong[place.dataset.wrong] || [];
        const told = some.map((one) => one.message + one.hint).join();
        if (place.dataset.told === told) continue;
        place.dataset.told = told;
        place.replaceChildren(...some.map((one) => {
          const line = document.createElement("p");
          line.className = one.warning ? "mind" : "bad";
          line.append(one.message + ". ");
          const hint = document.createElement("span");
          hint.className = "help";
          hint.append(one.hint ? one.hint + "." : "");
          line.append(hint);
          return line;
        }));
      }
    };
    let waiting = 0;
    form.addEventListener("change", () => { clearTimeout(waiting); waiting = setTimeout(() => check().catch(() => {}), 250); });
  }
  document.getElementById("mend")?.focus();

  const progress = () => document.querySelector("#progress[data-again]");
  const look = async () => {
    const answer = await fetch(location.pathname);
    if (!answer.ok || answer.redirected) { location.reload(); return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("progress");
    if (!fresh || !fresh.dataset.again) { location.reload(); return; }
    const here = document.activeElement && progress().contains(document.activeElement);
    for (const part of ["h2", "progress", ".help"]) {
      const [old, now] = [progress().querySelector(part), fresh.querySelector(part)];
      if (old && now && old.outerHTML !== now.outerHTML) {
        if (part === "progress") old.value = now.value; else old.textContent = now.textContent;
      } else if (!old && now && !here) { progress().replaceWith(fresh); break; }
    }
  };
  if (progress()) setInterval(() => look().catch(() => {}), progress().dataset.again * 1000);

  const said = document.getElementById("said");
  const tell = async () => {
    const answer = await fetch(location.pathname);
    if (!answer.ok || answer.redirected) { location.reload(); return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("said");
    if (fresh && fresh.textContent !== said.textContent) said.replaceChildren(...fresh.childNodes);
  };
  // The file opens in a tab of its own; when this one is looked at again, it says what was printed.
  if (said) addEventListener("focus", () => tell().catch(() => {}));
})();
