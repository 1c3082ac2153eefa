// Rows are accepted, rejected, corrected or added; the decisions of all pages leave as corrections.csv.
(function () {
  "use strict";
  const KEY = "kehoach-decisions";
  const docId = location.pathname.split("/").pop().replace(/\.html$/, "");
  const form = document.getElementById("form");
  let decisions = load(); // row_id -> { review, note, table, old: {column: value}, new: {column: value} }

  function load() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch {
      return {};
    }
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(decisions));
    } catch {
      document.getElementById("decided").textContent = "localStorage?"; // the decisions live as long as this page
    }
    show();
  }

  function show() {
    for (const row of document.querySelectorAll("table.rows tbody tr")) {
      const decision = decisions[row.id];
      row.dataset.review = decision ? decision.review : row.dataset.decided || "";
    }
    const own = Object.keys(decisions).filter((id) => id.startsWith(docId));
    const count = Object.keys(decisions).length;
    document.getElementById("decided").textContent = own.length + " / " + count;
    document.getElementById("review").hidden = count === 0;
    for (const list of document.querySelectorAll(".added")) list.remove();
    for (const id of own) {
      if (decisions[id].review !== "added") continue;
      const item = document.createElement("p");
      item.className = "added";
      item.textContent = "+ " + Object.values(decisions[id].new).filter(Boolean).join(" · ");
      document.getElementById("table-" + decisions[id].table).append(item);
    }
  }

  function decide(id, decision) {
    if (decisions[id] && decisions[id].review === decision.review && decision.review !== "corrected") delete decisions[id];
    else decisions[id] = decision;
    keep();
  }

  function ask(title, fields, values, done) {
    document.getElementById("form-title").textContent = title;
    document.getElementById("form-note").value = "";
    const box = document.getElementById("form-fields");
    box.replaceChildren(
      ...fields.map((name) => {
        const label = document.createElement("label");
        const input = document.createElement("input");
        input.name = name;
        input.value = values[name] || "";
        label.append(name, " ", input);
        return label;
      }),
    );
    form.onclose = () => {
      if (form.returnValue !== "keep") return;
      const given = {};
      for (const input of box.querySelectorAll("input")) given[input.name] = input.value.trim();
      done(given, document.getElementById("form-note").value.trim());
    };
    form.returnValue = "";
    form.showModal();
  }

  function correct(row) {
    const section = row.closest("section");
    const before = JSON.parse(row.dataset.values);
    const current = { ...before, ...((decisions[row.id] || {}).new || {}) };
    ask(row.id, section.dataset.fields.split(" "), current, (given, note) => {
      const changed = Object.entries(given).filter(([name, value]) => value !== (before[name] || ""));
      if (!changed.length) return;
      const old = Object.fromEntries(changed.map(([name]) => [name, before[name] || ""]));
      decide(row.id, { review: "corrected", note, old, new: Object.fromEntries(changed) });
    });
  }

  function add(section) {
    const table = section.dataset.table;
    ask("+ " + table, ["page", "quote", ...section.dataset.fields.split(" ")], {}, (given, note) => {
      const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
      if (!Object.keys(filled).length) return;
      let number = 1;
      while (decisions[docId + "-" + table + "-new-" + number]) number += 1;
      decide(docId + "-" + table + "-new-" + number, { review: "added", note, table, old: {}, new: filled });
    });
  }

  function button(text, title, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.title = title;
    made.setAttribute("aria-label", title);
    made.addEventListener("click", (event) => {
      event.stopPropagation();
      act();
    });
    return made;
  }

  for (const row of document.querySelectorAll("table.rows tbody tr")) {
    const buttons = document.createElement("span");
    buttons.className = "decide";
    buttons.append(
      button("✓", "đúng / accept (a)", () => decide(row.id, { review: "accepted", note: "", old: {}, new: {} })),
      button("✗", "sai / reject (r)", () => decide(row.id, { review: "rejected", note: "", old: {}, new: {} })),
      button("✎", "sửa / correct (e)", () => correct(row)),
    );
    row.cells[0].append(buttons);
  }
  for (const section of document.querySelectorAll("section[data-table]")) {
    section.append(button("+", "thêm dòng / add a row", () => add(section)));
  }

  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, dialog[open]") || event.ctrlKey || event.metaKey) return;
    const row = document.querySelector("table.rows tr.selected");
    if (!row) return;
    if (event.key === "a") decide(row.id, { review: "accepted", note: "", old: {}, new: {} });
    if (event.key === "r") decide(row.id, { review: "rejected", note: "", old: {}, new: {} });
    if (event.key === "e") {
      event.preventDefault();
      correct(row);
    }
  });

  const quoted = (text) => '"' + String(text).replaceAll('"', '""') + '"';

  function lines() {
    const rows = [["row_id", "column", "old_value", "new_value", "note"]];
    for (const [id, decision] of Object.entries(decisions)) {
      if (decision.review === "accepted" || decision.review === "rejected") {
        rows.push([id, "review", "", decision.review, decision.note]);
      }
      for (const [name, value] of Object.entries(decision.new)) {
        rows.push([id, name, decision.old[name] || "", value, decision.note]);
      }
    }
    return rows.map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
  }

  document.getElementById("download").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + lines()], { type: "text/csv" }));
    link.download = "corrections.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  document.getElementById("forget").addEventListener("click", () => {
    for (const id of Object.keys(decisions)) if (id.startsWith(docId)) delete decisions[id];
    keep();
  });
  show();
})();
