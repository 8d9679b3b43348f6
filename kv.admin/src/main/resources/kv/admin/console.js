"use strict";

// Asks the console's server for one document every two seconds and draws it. Whatever comes from
// the cluster is set as text, never as markup.

const EVERY_MS = 2000;
const PATIENCE_MS = 6000;
const HISTORY = 120;

const at = id => document.getElementById(id);
const history = [];
let earlier = null;
let lastAnswer = null;

function element(name, text, attributes) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
  return made;
}

function say(id, text) {
  const place = at(id);
  if (place.textContent !== text) place.textContent = text;
}

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

function number(value) {
  return value === undefined ? "–" : whole.format(value);
}

function rate(value) {
  if (value === undefined) return "–";
  return value >= 100 ? whole.format(value) : String(Math.round(value * 10) / 10);
}

function bytes(value) {
  if (value === undefined) return "–";
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return (unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)) + " " + units[unit];
}

function duration(seconds) {
  if (seconds < 120) return Math.round(seconds) + " s";
  if (seconds < 7200) return Math.round(seconds / 60) + " min";
  if (seconds < 172800) return Math.round(seconds / 3600) + " h";
  return Math.round(seconds / 86400) + " days";
}

function millis(ms) {
  return (ms >= 10 ? Math.round(ms) : ms.toFixed(ms >= 1 ? 1 : 2)) + " ms";
}

// Rates come from two documents; a count that went back was reset by a restart.
function perSecond(now, then, seconds) {
  return now === undefined || then === undefined || now < then || seconds <= 0
    ? undefined : (now - then) / seconds;
}

function total(calls) {
  const counts = Object.values(calls);
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}

function drawVerdict(verdict) {
  at("verdict").dataset.level = verdict.level;
  say("sentence", verdict.sentence);
  say("advice", verdict.advice);
  at("advice").hidden = verdict.advice === "";
  const mark = { healthy: "", concern: "(!) ", degraded: "(!!) ", down: "(down) " }[verdict.level];
  document.title = mark + "kvd console";
}

function drawCluster(now, seconds) {
  const cluster = now.cluster;
  say("leader", cluster.leader || "none");
  say("leader-note", now.members.length === 1 ? "1 member" : now.members.length + " members");
  say("term", number(cluster.term));
  const changes = now.figures.leaderChanges;
  say("term-note", changes === undefined ? "" : number(changes) + (changes === 1 ? " leader change" : " leader changes"));
  say("revision", number(cluster.revision));
  const writes = earlier && earlier.cluster
    ? perSecond(cluster.revision, earlier.cluster.revision, seconds) : undefined;
  say("revision-note", writes === undefined ? "" : rate(writes) + " writes/s");
  say("read", cluster.readMicros === undefined ? "fails" : millis(cluster.readMicros / 1000));
  say("read-note", "answered by a quorum");
  say("cluster-id", cluster.id);
}

function drawSize(members) {
  const known = members.filter(member => member.dbBytes !== undefined);
  if (known.length === 0) return;
  const largest = known.reduce((a, b) => (b.dbBytes > a.dbBytes ? b : a));
  say("size", bytes(largest.dbBytes));
  const quota = at("quota");
  quota.hidden = largest.quotaBytes === undefined;
  if (quota.hidden) {
    say("size-note", bytes(largest.dbUsedBytes) + " in use");
  } else {
    quota.value = Math.min(1, largest.dbBytes / largest.quotaBytes);
    say("size-note", bytes(largest.dbUsedBytes) + " in use of " + bytes(largest.quotaBytes));
  }
}

function count(value, noun) {
  return value === undefined ? "" : number(value) + " " + noun + (value === 1 ? "" : "s");
}

function drawFigures(now, seconds) {
  const figures = now.figures;
  const before = earlier ? earlier.figures : {};
  say("keys", number(figures.keys));
  say("keys-note", [count(figures.leases, "lease"), count(figures.watchers, "watcher")]
    .filter(Boolean).join(", "));
  say("memory", bytes(figures.residentBytes));
  const up = figures.startSeconds === undefined ? undefined : Date.now() / 1000 - figures.startSeconds;
  const cpu = perSecond(figures.cpuSeconds, before.cpuSeconds, seconds);
  say("memory-note", [
    up === undefined ? "" : "up " + duration(Math.max(0, up)),
    cpu === undefined ? "" : Math.round(cpu * 100) + " % CPU"].filter(Boolean).join(", "));
  const syncs = perSecond(figures.fsyncs, before.fsyncs, seconds);
  const syncing = perSecond(figures.fsyncSeconds, before.fsyncSeconds, seconds);
  const recent = syncs > 0 && syncing !== undefined;
  const mean = recent ? syncing / syncs
    : figures.fsyncs > 0 ? figures.fsyncSeconds / figures.fsyncs : undefined;
  say("fsync", mean === undefined ? "–" : millis(mean * 1000));
  say("fsync-note", mean === undefined ? "" : recent ? rate(syncs) + " a second" : "mean since start");
}

function drawRate(now, seconds) {
  const all = perSecond(total(now.calls), earlier ? total(earlier.calls) : undefined, seconds);
  say("rate", rate(all));
  say("rate-note", total(now.calls) === undefined ? "the member counts no requests" : "keys, watches, leases and locks");
  if (all === undefined) return;
  history.push(all);
  if (history.length > HISTORY) history.shift();
  const top = Math.max(1, ...history);
  const points = history.map((value, i) => {
    const x = 240 - (history.length - 1 - i) * (240 / (HISTORY - 1));
    return x.toFixed(1) + " " + (42 - 40 * value / top).toFixed(1);
  });
  at("spark-line").setAttribute("d", "M" + points.join("L"));
  const first = points[0].split(" ")[0];
  at("spark-area").setAttribute("d", "M" + first + " 44L" + points.join("L") + "L240 44Z");
}

function memberRow(member) {
  const row = element("tr");
  const name = element("th", undefined, { scope: "row", "data-label": "Name" });
  const names = element("span", member.name || "not started");
  names.append(element("small", member.id, { class: "id" }));
  name.append(names);
  const role = element("td", undefined, { "data-label": "Role" });
  role.append(element("span", member.role, { class: "role", "data-role": member.role }));
  row.append(name, role,
    element("td", member.clientUrls.join(", ") || "–", { class: "url", "data-label": "Client URL" }));
  if (member.silence !== undefined) {
    row.append(element("td", "does not answer: " + member.silence, { class: "fault", colspan: "3", "data-label": "State" }));
    return row;
  }
  row.append(
    element("td", member.version, { "data-label": "Version" }),
    element("td", bytes(member.dbBytes), { class: "number", "data-label": "Database" }),
    element("td", number(member.appliedIndex), { class: "number", "data-label": "Applied" }));
  return row;
}

function drawAlarms(now) {
  const entries = now.alarms.map(alarm => alarm.kind + " on " + alarm.member);
  now.members.forEach(member => (member.errors || []).forEach(error => {
    if (!now.alarms.some(alarm => error.includes(alarm.kind))) {
      entries.push((member.name || member.id) + ": " + error);
    }
  }));
  at("alarms").replaceChildren(...(entries.length === 0
    ? [element("li", "none raised", { class: "empty" })]
    : entries.map(entry => element("li", entry, { class: "fault" }))));
}

function drawCalls(now, seconds) {
  const before = earlier ? earlier.calls : {};
  const used = Object.entries(now.calls).filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1]);
  const rows = used.map(([method, count]) => {
    const row = element("tr");
    row.append(element("th", method, { scope: "row" }),
      element("td", rate(perSecond(count, before[method], seconds)), { class: "number" }),
      element("td", number(count), { class: "number" }));
    return row;
  });
  if (rows.length === 0) {
    const row = element("tr");
    row.append(element("td", "no request yet", { colspan: "3", class: "empty" }));
    rows.push(row);
  }
  at("calls").replaceChildren(...rows);
}

function draw(now) {
  const seconds = earlier ? (now.atMs - earlier.atMs) / 1000 : 0;
  drawVerdict(now.verdict);
  document.body.dataset.state = now.cluster ? "live" : "silent";
  if (earlier && seconds <= 0) return;
  if (now.cluster) {
    drawCluster(now, seconds);
    drawSize(now.members);
    at("members").replaceChildren(...now.members.map(memberRow));
    drawAlarms(now);
    drawFigures(now, seconds);
    drawRate(now, seconds);
    drawCalls(now, seconds);
  }
  earlier = now;
}

function lose() {
  document.body.dataset.state = "lost";
  drawVerdict({
    level: "down",
    sentence: "The console does not answer.",
    advice: (lastAnswer ? "What is below was true at " + lastAnswer.toLocaleTimeString() + ". " : "")
      + "The page goes on asking; start the server again if it was stopped."
  });
  say("freshness", "not connected");
}

async function turn() {
  try {
    const answer = await fetch("api/status", {
      cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(PATIENCE_MS)
    });
    if (!answer.ok) throw new Error("status " + answer.status);
    draw(await answer.json());
    lastAnswer = new Date();
    say("freshness", (document.body.dataset.state === "live" ? "live, " : "asked at ") + lastAnswer.toLocaleTimeString());
  } catch {
    lose();
  }
  setTimeout(turn, document.hidden ? 5 * EVERY_MS : EVERY_MS);
}

turn();
