"use strict";
/* Sorting and filtering of tables. Without it the tables are complete and in order of name. */
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const key = (row, column, numeric) => {
    const cell = row.cells[column];
    const text = cell.dataset.value ?? cell.textContent.trim();
    return numeric ? parseFloat(text) : text;
  };
  for (const header of table.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const numeric = header.dataset.sort === "number";
      const rising = header.getAttribute("aria-sort") !== "ascending";
      const compare = numeric ? (a, b) => a - b : (a, b) => a.localeCompare(b);
      const keyed = Array.from(body.rows, (row) => [key(row, header.cellIndex, numeric), row]);
      keyed.sort(([a], [b]) => (rising ? compare(a, b) : compare(b, a)));
      for (const other of table.querySelectorAll("th[data-sort]")) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", rising ? "ascending" : "descending");
      body.append(...keyed.map(([, row]) => row));
    });
  }
  if (!table.dataset.filter) continue;
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("output");
  input.type = "search";
  label.className = "filter";
  label.append(table.dataset.filter + " ", input, " ", count);
  table.parentElement.before(label);
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    let shown = 0;
    for (const row of body.rows) {
      row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
      shown += !row.hidden;
    }
    count.textContent = wanted ? `${shown} of ${body.rows.length}` : "";
  });
}
