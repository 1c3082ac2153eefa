// A click on a row shows its place on the page and in the text; a click on a place shows its row.
(function () {
  "use strict";
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const places = new Map();
  for (const span of all("[data-rows]")) {
    for (const id of span.dataset.rows.split(" ")) {
      if (!places.has(id)) places.set(id, []);
      places.get(id).push(span);
    }
  }

  function select(id, from) {
    const row = document.getElementById(id);
    if (!row || !row.matches("tr")) return;
    for (const element of all(".selected")) element.classList.remove("selected");
    row.classList.add("selected");
    const found = places.get(id) || [];
    for (const element of found) element.classList.add("selected");
    const shown = found.find((element) => element.closest(".leaf"));
    if (shown && from !== "place") shown.scrollIntoView({ block: "center", inline: "nearest" });
    if (from !== "row") row.scrollIntoView({ block: "center", inline: "nearest" });
    history.replaceState(null, "", "#" + id);
    document.dispatchEvent(new CustomEvent("kehoach:selected", { detail: id }));
  }

  for (const row of all("table.rows tbody tr")) {
    row.addEventListener("click", () => select(row.id, "row"));
    row.addEventListener("focus", () => select(row.id, "row"));
  }
  // A place that several rows share goes from one to the next with each click.
  for (const element of all("[data-rows]")) {
    element.addEventListener("click", (event) => {
      event.stopPropagation();
      const ids = element.dataset.rows.split(" ");
      const current = ids.indexOf(location.hash.slice(1));
      select(ids[(current + 1) % ids.length], "place");
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select, dialog[open]")) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const rows = all("table.rows tbody tr");
    const index = rows.findIndex((row) => row.classList.contains("selected"));
    if (!step || index < 0) return;
    event.preventDefault();
    const next = rows[Math.min(rows.length - 1, Math.max(0, index + step))];
    next.focus({ preventScroll: true });
    select(next.id);
  });

  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted) select(wanted);
})();
