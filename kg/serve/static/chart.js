// A result as bars or lines: one column of names, one of numbers.
import { tell } from "./words.js";

const BARS = 50;

export async function drawChart(view, { names, rows }, columns, { element, NUMBER, short }) {
  const numeric = names.filter((name) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || (NUMBER.test(row[name].value) && !row[name].datatype?.endsWith("gYear"))));
  const naming = names.filter((name) => !numeric.includes(name));
  if (!numeric.length || !rows.length) return view.replaceChildren(element("p", { class: "empty" }, tell("结果里没有数字列，画不了图表。")));
  const pick = (label, options, title) => {
    const select = element("select", {}, ...options.map((name) => element("option", { value: name }, title(name))));
    return [element("label", {}, label, select), select];
  };
  const title = (name) => columns[name] ?? name;
  const [byLabel, by] = pick(tell("按"), naming.length ? naming : names, title);
  const [ofLabel, of] = pick(tell("数值"), numeric, title);
  const [kindLabel, kind] = pick(tell("样式"), ["bar", "line"], (name) => ({ bar: tell("柱形"), line: tell("折线") })[name]);
  const canvas = element("canvas", { role: "img" });
  const note = element("p", { class: "note" }, rows.length > BARS ? tell("图中是前 {} 行，共 {} 行。", BARS, rows.length) : "");
  view.replaceChildren(element("p", { class: "pick-row" }, byLabel, ofLabel, kindLabel), element("div", { class: "canvas" }, canvas), note);
  const { Chart } = await import("./vendor/chart.js");
  Chart.defaults.font.family = getComputedStyle(view).fontFamily;
  let chart = null;
  const draw = () => {
    chart?.destroy();
    const part = rows.slice(0, BARS);
    const label = (row) => { const value = row[by.value]; return !value ? "" : value.type === "uri" ? short(value.value) : value.value.slice(0, 30); };
    canvas.setAttribute("aria-label", tell("{}，按{}；同样的数在“表格”里", title(of.value), title(by.value)));
    chart = new Chart(canvas, {
      type: kind.value,
      data: { labels: part.map(label), datasets: [{ label: title(of.value), data: part.map((row) => (row[of.value] ? Number(row[of.value].value) : null)), backgroundColor: "#2f5d8a", borderColor: "#2f5d8a", maxBarThickness: 40 }] },
      options: { animation: false, responsive: true, maintainAspectRatio: false, scales: { y: { beginAtZero: true } }, plugins: { legend: { align: "start" } } },
    });
  };
  for (const select of [by, of, kind]) select.addEventListener("change", draw);
  draw();
}
