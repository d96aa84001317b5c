// The facilitator's page: fetched again each time that a group goes on.
"use strict";
(() => {
  const part = document.querySelector("[data-part]");
  const line = document.querySelector("[data-line]");
  let busy = false, again = false, last = part.innerHTML;

  function show(text) {
    if (text === last) return;
    last = text;
    const open = [...part.querySelectorAll("details[open]")].map((one) => one.closest("li").id);
    const at = part.contains(document.activeElement) ? document.activeElement.textContent : null;
    part.textContent = "";
    part.append(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
    open.forEach((id) => { const one = document.querySelector("#" + id + " details"); if (one) one.open = true; });
    if (at) { const one = [...part.querySelectorAll("button, a, summary")].find((found) => found.textContent === at); if (one) one.focus(); }
  }

  async function renew() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      do {
        again = false;
        const answer = await fetch(part.dataset.part, { credentials: "same-origin" });
        if (!answer.ok) throw new Error(String(answer.status));
        show(await answer.text());
        line.hidden = true;
      } while (again);
    } catch (_) { line.hidden = false; } finally { busy = false; }
  }

  const source = new EventSource(part.dataset.live);
  source.addEventListener("story", renew);
  source.onerror = () => { line.hidden = false; };
  setInterval(renew, 20000);
})();
