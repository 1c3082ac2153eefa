// Tables that are sorted by a click on a head, or by Enter on it.
(function () {
  "use strict";
  const collator = new Intl.Collator("vi", { numeric: true });

  function sort(table, index, head) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of head.parentElement.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = Array.from(body.rows);
    const text = (row) => row.cells[index].textContent.trim();
    rows.sort((a, b) => {
      const [left, right] = [text(a), text(b)];
      if (!left || !right) return left ? -1 : right ? 1 : 0; // empty cells last
      return (down ? -1 : 1) * collator.compare(left, right);
    });
    body.append(...rows);
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    Array.from(table.tHead.rows[0].cells).forEach((head, index) => {
      head.tabIndex = 0;
      head.addEventListener("click", () => sort(table, index, head));
      head.addEventListener("keydown", (event) => {
        if (event.key === "Enter") sort(table, index, head);
      });
    });
  }
  // On narrow screens a row is a block: each cell says which column it is of, in the reader's language.
  for (const table of document.querySelectorAll("table.stacked")) {
    const heads = Array.from(table.tHead.rows[0].cells, (cell) => {
      const words = (language) => (cell.querySelector(`[lang="${language}"]`) || cell).textContent.trim();
      return { en: words("en"), vi: words("vi") };
    });
    for (const row of table.tBodies[0].rows) {
      Array.from(row.cells).forEach((cell, index) => {
        cell.dataset.headEn = heads[index].en;
        cell.dataset.headVi = heads[index].vi;
      });
    }
  }
})();
