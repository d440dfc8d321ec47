// The page works without this: files may be dropped, the source's cells are lit, progress is shown.
"use strict";
const ANSWER = 5000; // milliseconds
const ask = async (address, asking = new AbortController()) => {
  const late = setTimeout(() => asking.abort(), ANSWER);
  try { return await fetch(address, { signal: asking.signal }); } finally { clearTimeout(late); }
};

const drop = document.getElementById("drop");
if (drop) {
  const files = document.getElementById("files");
  const tell = (words) => { document.getElementById("progress").textContent = words; };
  // Several files go one by one, so that one sees how far it is and each is answered by itself.
  const sendAll = async () => {
    const refused = [];
    let why = "";
    for (const [done, file] of [...files.files].entries()) {
      tell(drop.dataset.several.replace("{}", done + 1).replace("{}", files.files.length));
      const sent = new FormData();
      sent.append("token", drop.elements.token.value);
      sent.append("files", file);
      try {
        const answer = await fetch("/", { method: "POST", body: sent, redirect: "manual" });
        if (answer.type === "opaqueredirect") continue;
        refused.push(file.name);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        why = page.querySelector(".refused")?.textContent ?? "";
      } catch { refused.push(file.name); }
    }
    if (refused.length) tell(`${drop.dataset.refused.replace("{}", refused.join(", "))} ${why}`);
    else location.assign("/?order=latest#documents");
  };
  drop.addEventListener("submit", (event) => {
    tell(drop.dataset.reading);
    if (files.files.length < 2) return;
    event.preventDefault();
    drop.querySelector("button").disabled = true;
    sendAll().finally(() => { drop.querySelector("button").disabled = false; });
  });
  window.addEventListener("drop", (event) => {
    if (!withFiles(event)) return;
    files.files = event.dataTransfer.files;
    drop.requestSubmit();
  });
}
// A file let go beside the box would else take the place of the page.
const withFiles = (event) => event.dataTransfer?.types.includes("Files");
for (const name of ["dragover", "dragleave", "drop"]) {
  window.addEventListener(name, (event) => {
    if (!withFiles(event)) return;
    event.preventDefault();
    if (drop) drop.classList.toggle("over", name === "dragover");
    else event.dataTransfer.dropEffect = "none";
  });
}

// On a narrow screen the source stands below the tasks.
const beside = window.matchMedia("(min-width: 60rem)");
const light = (row) => {
  for (const each of document.querySelectorAll(".lit")) each.classList.remove("lit");
  row.classList.add("lit");
  const cells = row.dataset.cells.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  for (const cell of cells) cell.classList.add("lit");
  if (cells.length && beside.matches) cells[0].scrollIntoView({ block: "nearest" });
  for (const link of document.querySelectorAll(".up a")) link.hash = row.id;
};
for (const row of document.querySelectorAll("[data-cells]")) {
  row.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && !link.matches('[href^="#"]')) return;
    // There the link of the number goes to the source, and a link there back.
    if (beside.matches) event.preventDefault();
    light(row);
  });
}
for (const link of document.querySelectorAll('.findings a[href^="#task-"]')) {
  link.addEventListener("click", () => light(document.getElementById(decodeURIComponent(link.hash.slice(1)))));
}
window.addEventListener("load", () => {
  const aimed = document.querySelector("[data-cells]:target");
  if (aimed) light(aimed);
});
const edit = document.querySelector(".edit");
const deadline = document.getElementById("f-deadline");
if (deadline) {
  const reading = document.getElementById("reading");
  let waiting;
  let asking;
  const read = async () => {
    const asked = new URLSearchParams({ text: deadline.value, issued: deadline.dataset.issued ?? "" });
    const mine = asking = new AbortController();
    let said = edit.dataset.unread;
    try {
      const answer = await ask(`/deadline?${asked}`, mine);
      if (answer.ok) said = await answer.text();
    } catch { /* nobody answers */ }
    if (mine === asking) reading.textContent = said;
  };
  // What was asked of other words is not waited for.
  const readSoon = (wait) => {
    clearTimeout(waiting);
    asking?.abort();
    asking = undefined;
    waiting = setTimeout(read, wait);
  };
  const day = document.getElementById("f-day");
  deadline.addEventListener("input", () => {
    day.value = "";
    readSoon(150);
  });
  day.addEventListener("change", () => {
    if (!day.value) return;
    deadline.value = day.value.split("-").reverse().join("/");
    readSoon(0);
  });
}
if (edit) {
  // What was typed and not saved is not lost by a stray click: the browser asks.
  let unsaved = Boolean(document.querySelector(".refused"));
  edit.addEventListener("input", () => { unsaved = true; });
  // Where nobody answers, the browser's page of errors would take the place of what was typed.
  edit.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await ask("/deadline");
    } catch {
      document.getElementById("unsent").textContent = edit.dataset.unsent;
      return;
    }
    unsaved = false;
    edit.submit();
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}
// Names of bodies are offered for the piece that is being typed: a cell may name several.
const MOST = 8;
const bodies = document.getElementById("bodies");
const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
const known = [...(bodies?.options ?? [])].map(({ value }) => ({ name: value, key: plain(value) }));
const offer = (field) => {
  field.removeAttribute("list"); // of the browser, which replaces all that stands there
  const list = document.createElement("ul");
  Object.assign(list, { id: `o-${field.id}`, className: "offered", role: "listbox", ariaLabel: edit.dataset.offered, hidden: true });
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.autocomplete = "off";
  // A textarea may have no other role than its own, to which "expanded" is unknown.
  const isLine = field.tagName === "INPUT";
  if (isLine) field.setAttribute("role", "combobox");
  let at = -1;
  const show = (names) => {
    list.replaceChildren(...names.map((name, number) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${list.id}-${number}`, role: "option", textContent: name });
      return option;
    }));
    list.hidden = !names.length;
    if (isLine) field.ariaExpanded = String(!list.hidden);
    mark(-1);
  };
  const mark = (number) => {
    at = number;
    for (const [each, option] of [...list.children].entries()) option.ariaSelected = String(each === at);
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const piece = () => {
    const before = field.value.slice(0, field.selectionStart);
    const start = Math.max(...[...",;\n"].map((each) => before.lastIndexOf(each))) + 1;
    return { start: start + before.slice(start).search(/\S|$/), end: field.selectionStart };
  };
  const take = (option) => {
    const { start, end } = piece();
    field.setRangeText(option.textContent, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    show([]);
  };
  field.addEventListener("input", () => {
    const { start, end } = piece();
    const wanted = plain(field.value.slice(start, end));
    const found = wanted.length > 1 ? known.filter(({ key }) => key.includes(wanted) && key !== wanted) : [];
    const first = found.filter(({ key }) => key.startsWith(wanted));
    show([...new Set([...first, ...found])].slice(0, MOST).map(({ name }) => name));
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") mark((at + 1) % count);
    else if (event.key === "ArrowUp") mark((Math.max(at, 0) + count - 1) % count);
    else if (event.key === "Enter" && at >= 0) take(list.children[at]);
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => take(event.target.closest("li")));
  field.addEventListener("blur", () => show([]));
  show([]);
};
for (const field of document.querySelectorAll("[data-bodies]")) offer(field);

const print = document.getElementById("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
const log = document.getElementById("log");
if (log && location.hash === "#log") log.open = true;
