// Shows and hides what is on the page; without it the page is complete.
"use strict";

for (const form of document.querySelectorAll("form[data-for]")) {
  const rows = [...document.getElementById(form.dataset.for).tBodies[0].rows];
  const input = form.querySelector("input"), output = form.querySelector("output");
  const show = () => {
    for (const row of rows) row.hidden = !row.textContent.includes(input.value.trim());
    output.textContent = `${rows.filter((row) => !row.hidden).length} / ${rows.length} ${output.dataset.unit}`;
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  form.hidden = false;
  show();
}

const filter = document.getElementById("filter");
if (filter) {
  const findings = [...document.querySelectorAll(".finding")], output = filter.querySelector("output");
  const suits = (finding, wanted) =>
    wanted.getAll("severity").includes(finding.dataset.severity) &&
    ["", finding.dataset.rule].includes(wanted.get("rule")) &&
    ["", null, ...finding.dataset.owners.split(" ")].includes(wanted.get("owner"));
  const show = () => {
    const wanted = new FormData(filter);
    for (const finding of findings) finding.hidden = !suits(finding, wanted);
    for (const section of [...document.querySelectorAll(".rule, .severity")])
      section.hidden = !section.querySelector(".finding:not([hidden])");
    output.textContent = `${findings.filter((finding) => !finding.hidden).length} / ${findings.length} ${output.dataset.unit}`;
  };
  filter.addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("input", show);
  filter.addEventListener("reset", () => setTimeout(show));
  filter.hidden = false;
  show();
  const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (linked) linked.scrollIntoView();
}
