// The page works without this: files may be dropped, the source's cells are lit, progress is shown.
"use strict";

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
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
    });
  }
  drop.addEventListener("drop", (event) => {
    files.files = event.dataTransfer.files;
    drop.requestSubmit();
  });
}

const light = (row) => {
  if (!row) return; // filtered out
  for (const each of document.querySelectorAll(".lit")) each.classList.remove("lit");
  row.classList.add("lit");
  const cells = row.dataset.cells.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  for (const cell of cells) cell.classList.add("lit");
  // On a narrow screen the source stands below, and jumping there would lose one's place.
  const beside = window.matchMedia("(min-width: 60rem)").matches;
  if (cells.length && beside) cells[0].scrollIntoView({ block: "nearest" });
};
for (const row of document.querySelectorAll("[data-cells]")) {
  row.addEventListener("click", (event) => {
    if (event.target.closest('a:not([href^="#"])')) return;
    event.preventDefault();
    light(row);
  });
}
for (const link of document.querySelectorAll('.findings a[href^="#task-"]')) {
  link.addEventListener("click", () => light(document.getElementById(decodeURIComponent(link.hash.slice(1)))));
}
const deadline = document.getElementById("f-deadline");
if (deadline) {
  let waiting;
  const read = async () => {
    const asked = new URLSearchParams({ text: deadline.value, issued: deadline.dataset.issued ?? "" });
    const answer = await fetch(`/deadline?${asked}`);
    if (answer.ok) document.getElementById("reading").textContent = await answer.text();
  };
  const day = document.getElementById("f-day");
  deadline.addEventListener("input", () => {
    day.value = "";
    clearTimeout(waiting);
    waiting = setTimeout(read, 150);
  });
  day.addEventListener("change", () => {
    if (!day.value) return;
    deadline.value = day.value.split("-").reverse().join("/");
    read();
  });
}
const edit = document.querySelector(".edit");
if (edit) {
  // What was typed and not saved is not lost by a stray click: the browser asks.
  let unsaved = Boolean(document.querySelector(".refused"));
  edit.addEventListener("input", () => { unsaved = true; });
  edit.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}
const print = document.getElementById("print");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
const log = document.getElementById("log");
if (log && location.hash === "#log") log.open = true;
for (const form of document.querySelectorAll(".filter")) {
  for (const each of form.querySelectorAll("select")) each.addEventListener("change", () => form.requestSubmit());
}
