// Keeps parts of a page fresh. A part names with data-live where its content is rendered by the hub; it is fetched again
// when the hub says that something changed (data-events on the body's main part), and every data-every seconds.
"use strict";
(() => {
  const parts = [...document.querySelectorAll("[data-live]")];
  const source = document.querySelector("[data-events]");
  const last = new Map();
  let listening = null, busy = false, again = false;

  function say(live) {
    for (const one of document.querySelectorAll("[data-when]")) one.hidden = (one.dataset.when === "live") !== live;
  }

  function show(part, text) {
    if (last.get(part) === text) return;
    last.set(part, text);
    const held = part.contains(document.activeElement) ? document.activeElement : null;
    const at = held?.getAttribute("href"), id = held?.id;
    part.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
    if (id) document.getElementById(id)?.focus();
    else if (at) [...part.querySelectorAll("a")].find((one) => one.getAttribute("href") === at)?.focus();
  }

  async function renew(part) {
    const answer = await fetch(part.dataset.live);
    if (!answer.ok || answer.redirected) return stop();
    show(part, await answer.text());
  }

  async function renewAll() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      do {
        again = false;
        await Promise.all(parts.map(renew));
        await new Promise((done) => setTimeout(done, 1500)); // on a busy day all is new every second
      } while (again);
    } catch { say(false); } finally { busy = false; }
  }

  function stop() {
    listening?.close();
    listening = null;
    say(false);
  }

  function listen() {
    if (!source || listening || document.hidden) return;
    listening = new EventSource(source.dataset.events);
    listening.addEventListener("open", () => { say(true); renewAll(); });
    listening.addEventListener("change", renewAll);
    listening.addEventListener("over", stop);
    listening.addEventListener("error", () => {
      say(false);
      if (listening?.readyState === EventSource.CLOSED) listening = null;
    });
  }

  for (const part of parts.filter((one) => one.dataset.every)) {
    const timer = setInterval(async () => {
      if (document.hidden) return;
      try { await renew(part); } catch { return; }
      if (part.querySelector("[data-done]")) clearInterval(timer);
    }, 1000 * Number(part.dataset.every));
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? (listening?.close(), listening = null) : listen()));
  listen();
})();
