// A result as bars or lines: one column of names, one of numbers. Rows of one name are added up only where the reader asks
// for it: a result may have the same money in several rows.
import { tell } from "./words.js";

const BARS = 50;
const HEIGHT = 26; // pixels of a bar with its name
const number = new Intl.NumberFormat();
const money = (name) => [tell("金额"), tell("元")].some((word) => name.includes(word)) || /\bCNY\b|amount/i.test(name);

export async function drawChart(view, { names, rows }, columns, { element, pick, NUMBER, short }) {
  const numeric = names.filter((name) => rows.some((row) => row[name]) && rows.every((row) => !row[name] || (NUMBER.test(row[name].value) && !row[name].datatype?.endsWith("gYear"))));
  const naming = names.filter((name) => !numeric.includes(name));
  if (!numeric.length || !rows.length) return view.replaceChildren(element("p", { class: "empty" }, tell("结果里没有数字列，画不了图表。")));
  const title = (name) => columns[name] ?? name;
  const [byLabel, by] = pick(tell("按"), naming.length ? naming : names, title);
  const [ofLabel, of] = pick(tell("数值"), [...numeric].sort((one, other) => money(title(other)) - money(title(one))), title);
  const [kindLabel, kind] = pick(tell("样式"), ["bar", "line"], (name) => ({ bar: tell("柱形"), line: tell("折线") })[name]);
  const [togetherLabel, together] = pick(tell("同名的行"), ["apart", "sum"], (name) => ({ apart: tell("各画一条"), sum: tell("相加") })[name]);
  const canvas = element("canvas", { role: "img" });
  const [box, note] = [element("div", { class: "canvas" }, canvas), element("p", { class: "note" })];
  view.replaceChildren(element("p", { class: "pick-row" }, byLabel, ofLabel, togetherLabel, kindLabel), box, note);
  const { Chart } = await import("./vendor/chart.js");
  Chart.defaults.font.family = getComputedStyle(view).fontFamily;
  const name = (row) => { const value = row[by.value]; return !value ? "" : value.type === "uri" ? short(value.value) : value.value; };
  let chart = null;
  const draw = () => {
    chart?.destroy();
    const told = rows.filter((row) => row[of.value]).map((row) => [name(row), Number(row[of.value].value)]);
    const bars = together.value === "sum" ? added(told) : told;
    const part = bars.slice(0, BARS);
    const lying = kind.value === "bar";
    box.style.height = lying ? `${HEIGHT * part.length + 80}px` : "24rem";
    note.textContent = [bars.length < told.length ? tell("{} 行，同名的已合计，共 {} 项。", told.length, bars.length) : "", part.length < bars.length ? tell("图中是前 {} 项，共 {} 项。", part.length, bars.length) : ""].join("");
    canvas.setAttribute("aria-label", tell("{}，按{}；同样的数在“表格”里", title(of.value), title(by.value)));
    const ticks = { callback: (value) => number.format(value) };
    const values = { beginAtZero: true, title: { display: true, text: title(of.value) }, ticks };
    const names = { ticks: { autoSkip: !lying, callback: (i) => middle(part[i][0], view.clientWidth < 600 ? 9 : 24) } };
    chart = new Chart(canvas, {
      type: kind.value,
      data: { labels: part.map(([label]) => label), datasets: [{ label: title(of.value), data: part.map(([, sum]) => sum), backgroundColor: "#2f5d8a", borderColor: "#2f5d8a", maxBarThickness: 40 }] },
      options: { animation: false, responsive: true, maintainAspectRatio: false, indexAxis: lying ? "y" : "x", scales: lying ? { x: values, y: names } : { x: names, y: values }, plugins: { legend: { display: false } } },
    });
  };
  for (const select of [by, of, together, kind]) select.addEventListener("change", draw);
  draw();
}

function added(told) {
  const sums = new Map();
  for (const [name, value] of told) sums.set(name, (sums.get(name) ?? 0) + value);
  return [...sums];
}

// Names of departments differ at both ends: what is too long is cut in the middle; the whole is shown at the bar.
const middle = (text, longest) => (text.length > longest ? `${text.slice(0, Math.ceil(longest / 2))}…${text.slice(-Math.floor(longest / 2))}` : text);
