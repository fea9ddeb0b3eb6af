"use strict";
// The dashboard lives by server-sent events; the writing page shows how a text will be read. Without this script both
// still show what was so when they were loaded.

const text = (selector, value, root = document) => {
  const element = root.querySelector(selector);
  if (element && element.textContent !== value) element.textContent = value;
};
const make = (name, content, parent, className) => {
  const element = document.createElement(name);
  if (content) element.textContent = content;
  if (className) element.className = className;
  parent.append(element);
  return element;
};
const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  return (hours ? hours + ":" + two(Math.floor(whole / 60) % 60) : Math.floor(whole / 60)) + ":" + two(whole % 60);
};

function dashboard() {
  const zone = document.getElementById("clock").dataset.zone;
  const time = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
  const day = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, day: "numeric", month: "numeric" });
  const key = document.querySelector("input[name=key]").value;
  const mayOperate = document.querySelector("a[href='/phat']") !== null;
  const mayReview = document.getElementById("alarms-box").dataset.reviews === "1";
  const ends = { completed: "đã phát đủ", cut: "bị cắt", failed: "LỖI", missed: "LỠ GIỜ", interrupted: "bị ngắt quãng", refused: "KHÔNG PHÁT" };
  const severities = { warning: "CHÚ Ý", error: "LỖI", critical: "NGHIÊM TRỌNG" };
  let ahead = 0;
  let first = null;
  let heard = Date.now();
  const shown = {};
  // Rebuilt only when it changes: who reads it, or has the keyboard on it, is not disturbed.
  const changed = (name, value) => {
    const now = JSON.stringify(value);
    if (shown[name] === now) return false;
    shown[name] = now;
    return true;
  };

  function zones(list) {
    for (const item of list) {
      const card = document.querySelector("[data-zone='" + CSS.escape(item.id) + "'].zone");
      if (!card) { location.reload(); return; }
      card.classList.toggle("on-air", item.isOnAir);
      text(".lamp-text", item.isOnAir ? "ĐANG CÓ TIẾNG" : "không có tiếng", card);
      const playing = item.playing[0];
      text(".playing", playing ? playing.title + (playing.isWaiting ? " (đang chờ)" : "") : "Không phát", card);
      text(".position", playing ? clock(playing.position) + (playing.length ? " / " + clock(playing.length) : "") : "", card);
      const peaks = item.peaks.filter((peak) => peak !== null);
      card.querySelector(".level").value = peaks.length ? Math.max(...peaks) : -60;
    }
  }

  function next(list) {
    first = list[0] || null;
    if (!changed("next", list)) return;
    const body = document.getElementById("next");
    body.replaceChildren();
    for (const item of list.slice(0, 20)) {
      const row = make("tr", null, body);
      const start = new Date(item.start);
      const today = day.format(start) === day.format(Date.now() + ahead);
      make("td", time.format(start) + (today ? "" : " ngày " + day.format(start)), row);
      const cell = make("td", item.title, row);
      make("br", null, cell);
      make("small", item.reason, cell);
      make("td", item.zones.join(", "), row);
      make("td", item.state, row);
    }
    document.getElementById("nothing-next").hidden = list.length > 0;
  }

  function alarms(list) {
    if (!changed("alarms", list)) return;
    const box = document.getElementById("alarms");
    box.replaceChildren();
    for (const alarm of list) {
      const item = make("li", null, box, "alert alert-danger d-flex flex-wrap gap-2 align-items-center");
      const words = make("div", null, item, "flex-grow-1");
      make("strong", (severities[alarm.severity] || alarm.severity) + ": ", words);
      words.append(alarm.cause + (alarm.count > 1 ? " " + alarm.count + " lần" : ""));
      make("br", null, words);
      words.append(alarm.cure);
      const isReview = alarm.kind === "emergency-review";
      if (isReview ? !mayReview : !mayOperate) continue;
      const form = make("form", null, item, isReview ? "d-flex gap-2" : "");
      form.method = "post";
      form.action = (isReview ? "/hau-kiem/" : "/canh-bao/") + alarm.id;
      const hidden = make("input", null, form);
      hidden.type = "hidden";
      hidden.name = "key";
      hidden.value = key;
      if (isReview) {
        const note = make("input", null, form, "form-control");
        note.name = "note";
        note.required = true;
        note.placeholder = "Nhận xét";
        note.setAttribute("aria-label", "Nhận xét hậu kiểm");
      }
      make("button", isReview ? "Đã hậu kiểm" : "Đã biết", form, "btn btn-outline-dark text-nowrap");
    }
    document.getElementById("alarms-box").hidden = list.length === 0;
  }

  function recent(list) {
    if (!changed("recent", list)) return;
    const box = document.getElementById("recent");
    box.replaceChildren();
    for (const past of list.slice().reverse()) {
      const item = make("li", past.title + ": ", box, past.end === "completed" ? "" : "bad");
      make("strong", ends[past.end] || past.end, item);
      item.append(" " + past.reason);
    }
  }

  const source = new EventSource("/su-kien");
  source.addEventListener("status", (event) => {
    const status = JSON.parse(event.data);
    heard = Date.now();
    ahead = new Date(status.now) - heard;
    zones(status.zones);
    next(status.next);
    alarms(status.alarms);
    recent(status.recent);
    document.getElementById("lost").hidden = true;
  });
  source.addEventListener("error", () => {
    document.getElementById("lost").hidden = false;
    // No light stays green that nobody feeds.
    for (const card of document.querySelectorAll(".zone")) {
      card.classList.remove("on-air");
      text(".lamp-text", "không rõ", card);
    }
    // Where the session is over, the page says so.
    fetch("/", { redirect: "manual" }).then((answer) => { if (answer.type === "opaqueredirect") location.reload(); }).catch(() => {});
  });
  setInterval(() => {
    const now = Date.now() + ahead;
    text("#clock", time.format(now));
    text("#countdown", first ? "Còn " + clock((new Date(first.start) - now) / 1000) + " đến «" + first.title + "»" : "");
  }, 250);
}

function writing(area) {
  const box = document.getElementById("reading");
  const key = document.querySelector("#writing input[name=key]").value;
  let timer = 0;
  let asked = 0;
  async function read() {
    const mine = ++asked;
    let answer;
    try {
      const response = await fetch("/doc-thu", { method: "POST", body: new URLSearchParams({ key, text: area.value }) });
      if (!response.ok) throw new Error(response.status);
      answer = await response.json();
    } catch {
      box.textContent = "Chưa xem được cách đọc: mất liên lạc với đài.";
      return;
    }
    if (mine !== asked) return;
    box.replaceChildren();
    if (answer.problem) { make("p", answer.problem, box, "text-danger"); return; }
    if (!answer.spoken) return;
    make("p", "Đọc khoảng " + clock(answer.seconds) + ":", box, "mb-1 fw-bold");
    make("p", answer.spoken, box, "mb-1");
    if (!answer.words.length) return;
    const list = make("p", "Cách đọc: ", box, "mb-0");
    for (const word of answer.words) {
      make("mark", word.isUnknown ? word.written + " → ? (từ chưa biết" + (word.suggestion ? ", có phải " + word.suggestion : "") + ")" : word.written + " → " + word.spoken, list, word.isUnknown ? "unknown" : "");
      list.append(" ");
    }
  }
  area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(read, 400); });
  if (area.value) read();
}

if (document.getElementById("zones")) dashboard();
const area = document.querySelector("#writing textarea#text");
if (area) writing(area);
// A button that was pressed says so, and is not pressed twice.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button) setTimeout(() => { button.disabled = true; button.textContent = "Đang làm…"; }, 0);
  });
}
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
