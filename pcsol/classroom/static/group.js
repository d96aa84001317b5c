// A group's page, alive: it goes on without the network, keeps what it has to say, and follows the group's other device.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const base = "/g/" + data.link;
  const shelf = "pcsol-" + data.workshop + "-" + data.group + "-";
  const note = document.querySelector("[data-note]");
  let kept = data.events, now = null, shown = "", passed = read(sessionStorage, shelf + "passed", "");
  let device = read(sessionStorage, "pcsol-device", "") || newDevice();
  let arrived = data.arrived, unsent = orphans(), cut = false, busy = false, again = false, over = false, lost = false;

  function read(place, name, other) {
    try { return JSON.parse(place.getItem(name)) || other; } catch (_) { return other; }
  }

  function write(place, name, value) {
    try { place.setItem(name, JSON.stringify(value)); } catch (_) { /* a browser that keeps nothing: the page itself does */ }
  }

  function newDevice() {
    const made = Array.from(crypto.getRandomValues(new Uint8Array(4)), (one) => ("0" + one.toString(16)).slice(-2)).join("");
    write(sessionStorage, "pcsol-device", made);
    return made;
  }

  // What a window of this browser could not send before it was closed, this one sends.
  function orphans() {
    const found = [];
    try {
      for (let at = 0; at < localStorage.length; at++) {
        const name = localStorage.key(at);
        if (name.startsWith(shelf)) found.push(...read(localStorage, name, []));
      }
    } catch (_) { /* nothing is kept here */ }
    return found;
  }

  function keep() {
    write(localStorage, shelf + device, unsent);
  }

  function forget(ids) {
    unsent = unsent.filter((one) => !ids.has(one.id));
    try {
      Object.keys(localStorage).filter((name) => name.startsWith(shelf)).forEach((name) => {
        const left = read(localStorage, name, []).filter((one) => !ids.has(one.id));
        if (left.length) write(localStorage, name, left); else localStorage.removeItem(name);
      });
    } catch (_) { /* nothing was kept */ }
  }

  function say(text, bad) {
    note.hidden = !text;
    note.textContent = text;
    note.classList.toggle("bad", Boolean(bad));
  }

  function tellLine() {
    if (over) return say(data.words.over + (unsent.length ? " " + counted(lost ? data.words.lost : data.words.waiting) : ""), true);
    if (cut) return say((navigator.onLine ? data.words.unanswered : data.words.offline) + (unsent.length ? " (" + counted(data.words.waiting) + ")" : ""));
    return null;
  }

  function counted(text) {
    return text.replace("{count}", unsent.length);
  }

  function span(minutes) {
    const whole = Math.max(0, Math.round(minutes));
    if (whole < 60) return data.minutes.replace("7", whole);
    return data.hour.replace("2", Math.floor(whole / 60)).replace("05", ("0" + (whole % 60)).slice(-2));
  }

  function show() {
    now = Course.read(data, kept.concat(unsent));
    const seen = Course.flags(now, passed);
    if (arrived) seen.add("arrived");
    document.querySelectorAll("[data-if]").forEach((one) => { one.hidden = !seen.has(one.dataset.if); });
    document.querySelectorAll("[data-enable]").forEach((one) => { one.disabled = !seen.has(one.dataset.enable); });
    document.querySelectorAll("[data-redo]").forEach((one) => { one.value = now.redo[0] || ""; });
    document.querySelectorAll("input[name=n]").forEach((one) => { one.value = now.heard + 1; });
    document.querySelectorAll("[data-value]").forEach((one) => {
      if (one === document.activeElement || one.dataset.touched) return;
      const name = one.dataset.value;
      const value = name.startsWith("face-") ? now.faces[name.slice(5)] || 0
        : name.startsWith("again-") ? now.recounts[name.slice(6)] : now.counts[name];
      one.value = value === undefined ? "" : value;
    });
    document.querySelectorAll("[data-count]").forEach((one) => { one.textContent = now.counts[one.dataset.count]; });
    document.querySelectorAll("[data-must]").forEach((one) => { one.textContent = Course.must(now, one.dataset.must); });
    document.querySelectorAll("[data-again]").forEach((one) => { one.textContent = now.recounts[one.dataset.again]; });
    tellTime();
    const screen = Course.screen(now, passed);
    if (shown && shown !== screen) {
      forgetCodes();
      const head = document.querySelector("[data-if='on:" + screen + "'] h1");
      window.scrollTo(0, 0);
      if (head) head.focus({ preventScroll: true });
    }
    shown = screen;
  }

  // Digits that an adult began to type wait for nobody: another device may have gone on, and the field be hidden.
  function forgetCodes() {
    document.querySelectorAll("input.code").forEach((one) => { one.value = ""; });
  }

  function tellTime() {
    const done = now.order.filter((one) => one.state !== "open").length;
    const text = { done: done, left: span(Course.minutesLeft(now)), since: span(now.began ? (Date.now() - Date.parse(now.began)) / 60000 : 0) };
    document.querySelectorAll("[data-say]").forEach((one) => { one.textContent = text[one.dataset.say]; });
    document.querySelector("[data-progress]").value = done;
  }

  // The same events as pcsol/classroom/group/forms.py makes of a form without script.
  function meant(fields) {
    const number = (name) => (fields[name] && /^[0-9]{1,8}$/.test(fields[name]) ? Number(fields[name]) : null);
    switch (fields.do) {
      case "undo": return now.undoable ? [{ of: now.undoable.id }] : [];
      case "face": return [1, 2, 3].filter((face) => number("face-" + face) !== null && number("face-" + face) !== (now.faces[face] || 0))
        .map((face) => ({ choice: face, number: number("face-" + face) }));
      case "count": return Object.keys(fields).filter((name) => /^(pot-[1-6]|parts|cells)$/.test(name))
        .filter((name) => number(name) !== null && number(name) !== (now.steps[fields.step].again ? now.recounts : now.counts)[name])
        .map((name) => ({ pot: name, number: number(name), step: fields.step }));
      case "compared": return /^(ok|not-measurable)$/.test(fields.found) ? [{ found: fields.found }]
        : [{}, { part: fields.found }].map((more) => Object.assign({ found: "to-look-at" }, data.inside[fields.found] ? { step: data.inside[fields.found] } : {}, more));
      case "seen": return [{ part: fields.part, found: fields.found }];
      case "answer": return [{ question: fields.question, choice: number("choice") }];
      default: return [fields.step ? { step: fields.step } : {}];
    }
  }

  function made(fields) {
    const at = new Date().toISOString();
    return meant(fields).map((more, place) => Object.assign({
      id: device + "-" + (now.heard + 1 + place), workshop: data.workshop, group: data.group, kind: fields.do,
      device: device, n: now.heard + 1 + place, at: at, who: fields.code ? "adult" : "group",
    }, more));
  }

  async function sent(form) {
    const fields = {};
    new FormData(form).forEach((value, name) => { fields[name] = value; });
    if (fields.do === "result") return result(form, fields);
    const events = made(fields);
    if (!events.length) return;
    const why = Course.refusal(now, events[0], data.byComparison);
    if (why) {
      forgetCodes();
      return say(data.words[why], true);
    }
    say("");
    form.querySelectorAll("[data-touched]").forEach((one) => { delete one.dataset.touched; });
    if (fields.code) return byAdult(events, fields.code, form);
    unsent.push(...events);
    keep();
    show();
    await send();
  }

  // What the tower said of itself lies at the server: it tells the story of it.
  async function result(form, fields) {
    say("");
    try {
      const answer = await fetch(form.action, { method: "POST", credentials: "same-origin", body: new URLSearchParams(fields) });
      if (answer.status === 409) say(data.words["not-compared"], true);
    } catch (_) {
      cut = true;
      return tellLine();
    }
    return send();
  }

  // An adult's code is never kept: without the network a gate waits.
  async function byAdult(events, code, form) {
    try {
      let told = events, answer = await post({ events: told, adult: code });
      if (answer && (answer.refused || []).some((one) => one.why === "taken")) {
        told = anew(events);
        answer = await post({ events: told, adult: code });
      }
      if (answer) taken(answer, told);
    } catch (_) {
      say(data.words["code-offline"], true);
    }
    form.reset();
  }

  async function post(content) {
    const answer = await fetch(base + "/events", {
      method: "POST", headers: { "Content-Type": "application/json" }, credentials: "same-origin",
      body: JSON.stringify(Object.assign({ now: new Date().toISOString() }, content)),
    });
    if (answer.status === 410) { lost = true; return ended(); }
    if (answer.status === 400 || answer.status === 413) return oneByOne(content);
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  // One event that the server cannot read takes no other with it.
  async function oneByOne(content) {
    if (content.events.length === 1) return { events: kept, refused: [{ id: content.events[0].id, why: "full" }] };
    let last = { events: kept };
    const refused = [];
    for (const one of content.events) {
      last = await post(Object.assign({}, content, { events: [one] }));
      if (!last) return null;
      refused.push(...(last.refused || []));
    }
    return { events: last.events, refused: refused };
  }

  function taken(answer, events) {
    kept = answer.over ? kept.concat(answer.events) : answer.events;
    arrived = Boolean(answer.arrived);
    if (!answer.over) document.querySelectorAll("[data-with]").forEach((one) => { one.textContent = answer.compared_with || ""; one.hidden = !answer.compared_with; });
    forget(new Set(events.map((one) => one.id)));
    const refused = answer.refused || [];
    const twice = refused.filter((one) => one.why === "taken").map((one) => one.id);
    if (twice.length) renamed(events.filter((one) => twice.includes(one.id)));
    show();
    const other = refused.find((one) => one.why !== "taken" && one.why !== "closed");
    if (other) say(data.words[other.why], true);
    if (answer.over) ended();
  }

  // Two windows took the same number, as a copied tab does: what this one said gets a name of its own.
  function renamed(events) {
    const own = events.filter((one) => one.who !== "adult"); // an adult's goes with its code alone
    if (own.length < events.length) say(data.words.taken, true);
    unsent.push(...anew(own));
    keep();
    again = true;
  }

  function anew(events) {
    device = newDevice();
    now = Course.read(data, kept.concat(unsent));
    return events.map((one, place) => {
      const n = now.heard + 1 + place;
      return Object.assign({}, one, { id: device + "-" + n, device: device, n: n });
    });
  }

  async function send() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      do {
        again = false;
        const batch = unsent.slice(0, 100);
        if (over && (lost || !batch.length)) break;
        const answer = batch.length ? await post({ events: batch }) : await story();
        if (!answer) break;
        const was = cut;
        cut = false;
        if (was && !over) say(data.words.back);
        taken(answer, batch);
      } while (again || unsent.length);
    } catch (_) {
      cut = true;
      tellLine();
    } finally {
      busy = false;
    }
  }

  async function story() {
    const answer = await fetch(base + "/story", { credentials: "same-origin" });
    if (answer.status === 410) return ended();
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  // Whatever else is answered (a stick that was pulled, a server that starts anew) may be another answer soon.
  function ended() {
    over = true;
    if (listening) listening.close();
    tellLine();
    if (unsent.length && !lost) send(); // what was done before the end is taken for some hours
    return null;
  }

  let listening = null;
  function listen() {
    if (over || document.hidden || (listening && listening.readyState !== EventSource.CLOSED)) return;
    listening = new EventSource(base + "/live");
    listening.addEventListener("story", (one) => { if (Number(one.data) !== kept.length || cut) send(); });
    listening.addEventListener("over", ended);
    listening.onerror = () => { if (!navigator.onLine) { cut = true; tellLine(); } };
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.pass) {
      event.preventDefault();
      passed = form.dataset.pass;
      write(sessionStorage, shelf + "passed", passed);
      show();
    } else if (form.hasAttribute("data-do") && !over) {
      event.preventDefault();
      sent(form);
    }
  });
  document.addEventListener("input", (event) => { if (event.target.dataset.value) event.target.dataset.touched = "1"; });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { if (listening) listening.close(); listening = null; } else { send(); listen(); }
  });
  window.addEventListener("online", () => { send(); listen(); });
  window.addEventListener("offline", () => { cut = true; tellLine(); });
  setInterval(() => { if (now) tellTime(); }, 30000);
  setInterval(() => { if (!document.hidden) { if ((cut && !over) || (unsent.length && !lost)) send(); listen(); } }, 3000);
  show();
  if (unsent.length) send();
  listen();
})();
