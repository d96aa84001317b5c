// Reads a group's story as pcsol/checklist/course.py does, so that an open page goes on without the network.
// Written for the phones of ten years ago (ES2017).
"use strict";
const Course = (() => {
  function ordered(events) {
    const once = new Map();
    events.forEach((one) => once.set(one.id, one));
    return [...once.values()].sort((a, b) => a.n - b.n || (a.device < b.device ? -1 : a.device > b.device ? 1 : 0));
  }

  function first(now) {
    return now.order.find((one) => one.state === "open");
  }

  function refusal(now, one, byComparison) {
    const wrong = never(now, one, byComparison);
    if (wrong) return wrong;
    if (now.held && ["tick", "undo"].includes(one.kind) && one.who !== "adult") return "held";
    if (one.kind === "undo") return notUndoable(now, one);
    if (one.kind !== "tick") return null;
    if (now.stopped) return "stopped";
    const at = now.steps[one.step], next = first(now);
    return at.state === "done" || !next || next === at ? null : "not-now";
  }

  // What was done before an adult had the tower opened again is no step back.
  function sinceReleased(now) {
    return now.told.slice(now.told.findIndex((one) => one.id === now.releasedBy) + 1);
  }

  // What an adult said, an adult takes back.
  function notUndoable(now, one) {
    const meant = sinceReleased(now).find((other) => other.id === one.of);
    if (!meant || !now.plan.undoable.includes(meant.kind) || now.told.some((other) => other.of === meant.id)) return "nothing-to-undo";
    return meant.who === "adult" && one.who !== "adult" ? "only-an-adult" : null;
  }

  // Whether the tower's comparison said OK, and nobody saw a part that is not right.
  function accepted(now) {
    return now.compared === "ok" && !Object.keys(now.seen).some((part) => now.seen[part] === "to-look-at");
  }

  // What may not be, whenever it comes; what was taken when it came stays.
  function never(now, one, byComparison) {
    if (now.closed && !(one.kind === "undo" && one.who === "adult" && one.of === now.closedBy)) return "closed";
    const at = one.step ? now.steps[one.step] : null;
    if (["tick", "gate", "call", "skip"].includes(one.kind) && !at) return "unknown-step";
    if (["gate", "skip", "go-on", "reader", "close"].includes(one.kind) && one.who !== "adult") return "only-an-adult";
    if (one.kind === "tick" && at.gate && !at.gated) return "wants-an-adult";
    if (one.kind === "compared" && now.held && !(one.part && now.compared && (one.record || null) === now.record)) return "held";
    if (one.kind === "close") return unclosable(now, byComparison) || (one.adult && one.adult === now.readBy ? "same-adult" : null);
    return null;
  }

  // Why no adult may close it now.
  function unclosable(now, byComparison) {
    if (now.held) return "held";
    if (first(now)) return "not-now";
    if (byComparison && !accepted(now)) return now.compared === "ok" ? "seen-amiss" : "not-compared";
    return byComparison && !now.reader ? "no-reader" : null;
  }

  // A step that is taken back wants its adult again, and so does every later one; a tower that is opened again is
  // compared again.
  function closeGates(now, undone) {
    if (!undone || !["tick", "skip"].includes(undone.kind) || !now.steps[undone.step]) return;
    const later = now.order.slice(now.order.indexOf(now.steps[undone.step]));
    later.forEach((one) => {
      if (one.state === "open") one.gated = false;
    });
    if (!later.slice(1).some((one) => one.restarts)) return;
    forgetComparison(now);
  }

  function forgetComparison(now) {
    if (now.record) now.outdated.push(now.record);
    now.compared = now.record = now.reader = now.readBy = null;
    now.amiss = [];
  }

  function amiss(now, name) {
    if (!now.amiss.includes(name)) now.amiss.push(name);
  }

  // Nobody opens a tower that is on because its screen says what to do inside it.
  function hold(now, one) {
    const step = now.steps[one.step];
    if (one.found !== "to-look-at" || !one.step || (step && step.powered)) return;
    now.held = now.held || one.at;
    if (!now.redo.includes(one.step)) now.redo.push(one.step);
  }

  // An adult says that it is off and unplugged: what is done again is open, and so is all from the adult's look before
  // it is plugged in to the first step at which it runs; then each comparison, and what people try while it runs, for
  // hands were at its wires since.
  function release(now, one) {
    const again = now.redo.filter((name) => now.steps[name]);
    const last = now.order.map((step) => Boolean(step.restarts)).lastIndexOf(true);
    if (last >= 0) {
      const start = Math.min(...again.map((name) => now.order.indexOf(now.steps[name])), again.length ? Infinity : -1);
      const gate = now.order.map((step, place) => step.gate && place > start && place <= last).lastIndexOf(true);
      const behind = now.order.slice(gate >= 0 ? gate : last);
      const runs = (step) => step.powered || step.restarts;
      const plain = behind.findIndex(runs);
      again.push(...behind.filter((step, place) => place < plain || runs(step)).map((step) => step.id));
    }
    again.forEach((name) => Object.assign(now.steps[name], { state: "open", gated: false, called: null }));
    now.held = now.helps = null;
    now.redo = [];
    now.releasedBy = one.id;
    forgetComparison(now);
  }

  const taking = {
    stop: (now, one) => { now.stopped = one.at; },
    "go-on": (now, one) => {
      if (now.redo.includes(one.step)) release(now, one);
      else now.stopped = now.helps = null;
    },
    help: (now, one) => { now.helps = one.at; },
    count: (now, one) => { (one.step && now.steps[one.step] && now.steps[one.step].again ? now.recounts : now.counts)[one.pot || "parts"] = one.number || 0; },
    answer: (now, one) => { now.answers[one.question || ""] = one.choice || 0; },
    face: (now, one) => { now.faces[one.choice || 0] = one.number || 0; },
    seen: (now, one) => { now.seen[one.part || "people"] = one.found || "not-measurable"; },
    compared: (now, one) => {
      if (now.outdated.includes(one.record)) return;
      if (!one.part) { now.compared = one.found || "not-measurable"; now.record = one.record || null; now.reader = now.readBy = null; now.amiss = []; }
      else if (one.found !== "ok") amiss(now, "amiss:" + one.part + ":" + (one.change || ""));
      if (!one.part && !one.record && one.who === "adult" && one.found === "ok") now.seen = {}; // an adult looked at all of it
      hold(now, one);
    },
    reader: (now, one) => { now.reader = one.at; now.readBy = one.adult; },
    close: (now, one) => { now.closed = one.at; now.closedBy = one.id; },
    tick: (now, one) => {
      const at = now.steps[one.step];
      if (at.state !== "done") { at.state = "done"; at.called = null; }
    },
    skip: (now, one) => { now.steps[one.step].state = "skipped"; },
    gate: (now, one) => { now.steps[one.step].gated = true; now.steps[one.step].called = null; },
    call: (now, one) => { now.steps[one.step].called = now.steps[one.step].called || one.at; },
  };

  function read(plan, events) {
    const now = { steps: {}, order: [], counts: {}, recounts: {}, amiss: [], outdated: [], redo: [], held: null, answers: {}, faces: {}, seen: {}, began: null, heard: 0, plan: plan };
    plan.steps.forEach((step) => {
      const standing = Object.assign({ state: "open", gated: false, called: null }, step);
      now.steps[step.id] = standing;
      now.order.push(standing);
    });
    now.told = ordered(events);
    const undone = new Set(now.told.filter((one) => one.kind === "undo").map((one) => one.of));
    now.told.forEach((one) => {
      now.heard = Math.max(now.heard, one.n);
      if (one.kind === "undo") closeGates(now, now.told.find((other) => other.id === one.of));
      if (one.kind === "undo" || undone.has(one.id) || never(now, one, plan.byComparison)) return;
      now.began = now.began || one.at;
      if (taking[one.kind]) taking[one.kind](now, one);
    });
    now.now = first(now) || null;
    now.undoable = sinceReleased(now).reverse().find((one) => plan.undoable.includes(one.kind) && !undone.has(one.id)) || null;
    return now;
  }

  function screen(now, passed) {
    if (now.closed) return "closed";
    if (now.stopped) return "stop";
    if (now.held) return "held";
    if (!now.now) return "end";
    return now.now.rest && now.now.rest !== passed ? "rest-" + now.now.rest : "step-" + now.now.id;
  }

  // The names of all that is to be seen, as pcsol/classroom/group/screens.py gives them.
  function flags(now, passed) {
    const found = new Set(["on:" + screen(now, passed), now.helps ? "helped" : "unhelped", now.closed ? "over" : "running", now.held ? "held" : "unheld"]);
    found.add(now.undoable && now.undoable.who !== "adult" && !now.closed && !now.held ? "undoable" : "not-undoable");
    now.order.forEach((one) => {
      found.add((one.gated || !one.gate ? "gated:" : "shut:") + one.id);
      found.add((one.called ? "called:" : "uncalled:") + one.id);
    });
    found.add("compared:" + (now.compared === "ok" && !accepted(now) ? "doubted" : now.compared || "none"));
    found.add(now.reader ? "read" : "unread");
    found.add(unclosable(now, now.plan.byComparison) ? "not-closable" : "closable");
    Object.keys(now.recounts).filter((pot) => pot in now.counts && now.recounts[pot] !== must(now, pot))
      .forEach((pot) => found.add("off:" + pot));
    if (!accepted(now)) now.amiss.forEach((name) => found.add(name));
    Object.keys(now.seen).filter((part) => now.seen[part] === "to-look-at")
      .forEach((part) => found.add("seen:" + part));
    Object.keys(now.seen).filter((part) => now.seen[part] === "ok")
      .forEach((part) => found.add("works:" + part));
    const answered = now.plan.questions.filter((name) => name in now.answers);
    const open = now.plan.questions.find((name) => !(name in now.answers));
    found.add(open ? "ask:" + open : "asked");
    if (answered.length) found.add("why:" + answered[answered.length - 1]);
    answered.forEach((name) => found.add("chose:" + name + ":" + now.answers[name]));
    Object.keys(now.answers).filter((name) => name.startsWith("word-")).forEach((name) => found.add("told:" + name));
    return found;
  }

  // How many there must be at the end of those that were counted first.
  function must(now, pot) {
    return now.plan.stay.includes(pot) ? now.counts[pot] : 0;
  }

  function minutesLeft(now) {
    if (!now.now) return 0;
    const steps = now.order.filter((one) => one.state === "open").reduce((sum, one) => sum + one.minutes, 0);
    return steps + now.plan.rests.slice(now.now.phase).reduce((sum, one) => sum + one, 0);
  }

  return { read, refusal, flags, screen, minutesLeft, must };
})();
