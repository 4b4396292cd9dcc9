// A result as nodes and edges: triples as they are; rows as the IRIs of each row in the order of the columns or, where no
// row has two, as the texts of two columns that the reader picks; each edge once.
import { OTHER, tell } from "./words.js";

const NODES = 200;
const [EDGE, ROW, BETWEEN, LETTER] = [24, 30, 90, 17]; // pixels: around all, a row, between columns, a character
const READABLE = 0.6; // smaller and the names could not be read: rather let the end be out of sight
let last = null; // what is on the page

export function drawGraph(view, { triples, names, rows }, columns, tools) {
  const { element, pick, short, NUMBER } = tools;
  const title = (name) => columns[name] ?? name;
  const edges = triples ? rows.map((row) => [row.subject, row.object, short(row.predicate.value)]) : rows.flatMap((row) => along(row, names, title));
  const texts = names.filter((name) => rows.some((row) => row[name] && !NUMBER.test(row[name].value)));
  if (edges.length || texts.length < 2) return draw(view, once(edges), tools);
  const [fromLabel, from] = pick(tell("从"), texts, title, texts.includes("from") ? "from" : texts[0]);
  const [toLabel, to] = pick(tell("到"), texts, title, texts.includes("to") ? "to" : texts[1]);
  const box = element("div");
  view.replaceChildren(element("p", { class: "pick-row" }, fromLabel, toLabel), box);
  const again = () => draw(box, once(rows.filter((row) => row[from.value] && row[to.value]).map((row) => [row[from.value], row[to.value], title(to.value)])), tools);
  for (const select of [from, to]) select.addEventListener("change", again);
  return again();
}

async function draw(view, edges, { element, short, pageOf }) {
  const nodes = new Map();
  const kept = edges.filter(([from, to]) => {
    const fresh = [from, to].filter((one) => !nodes.has(key(one)));
    if (nodes.size + fresh.length > NODES) return false;
    for (const one of fresh) nodes.set(key(one), one);
    return true;
  });
  if (!kept.length) return view.replaceChildren(element("p", { class: "empty" }, tell("结果里没有成对的节点，画不了关系图：SELECT 至少要有两列 IRI 或文字，或用 CONSTRUCT。")));
  const box = element("div", { class: "graph", role: "img", "aria-label": tell("关系图：{} 个节点，{} 条边；同样的内容在“表格”里", nodes.size, kept.length) });
  const left = edges.length - kept.length;
  const alike = kept.every(([, , label]) => label === kept[0][2]); // tells nothing
  view.replaceChildren(box, element("p", { class: "note" }, tell("{} 个节点，{} 条边", nodes.size, kept.length), left ? tell("；另有 {} 条没有画出", left) : "", tell("。拖动、滚轮或双指可移动和缩放。"), OTHER === "zh" ? " " : "", kept.some(([from]) => from.type === "uri") ? tell("点一个节点打开它的页面。") : tell("同名的合为一个节点。")));
  const [{ cytoscape }, labels] = await Promise.all([import("./vendor/graph.js"), named([...nodes.values()])]);
  if (!box.isConnected) return; // another one was asked for meanwhile
  last?.destroy();
  const drawn = (last = cytoscape({
    container: box,
    elements: [
      ...[...nodes].map(([id, one]) => ({ data: { id, label: clipped(labels[one.value] ?? (one.type === "uri" ? short(one.value) : one.value)), iri: one.type === "uri" ? one.value : "" } })),
      ...kept.map(([from, to, label], i) => ({ data: { id: `e${i}`, source: key(from), target: key(to), label } })),
    ],
    style: [
      { selector: "node", style: { label: "data(label)", "background-color": "#2f5d8a", width: 18, height: 18, "font-size": LETTER, color: "#1c1f23", "text-halign": "right", "text-valign": "center", "text-margin-x": 5, "text-background-color": "#fff", "text-background-opacity": 0.85 } },
      { selector: "node[iri = '']", style: { "background-color": "#8b949e", shape: "round-rectangle" } },
      { selector: "edge", style: { label: alike || kept.length > 40 ? "" : "data(label)", "font-size": 13, color: "#5a626c", width: 1, "line-color": "#b9c0c8", "target-arrow-color": "#b9c0c8", "target-arrow-shape": "triangle", "arrow-scale": 0.8, "curve-style": "bezier", "text-rotation": "autorotate", "text-background-color": "#fff", "text-background-opacity": 0.85 } },
    ],
    layout: { name: "preset" },
    minZoom: 0.2,
    maxZoom: 3,
  }));
  arrange(drawn);
  if (drawn.zoom() < READABLE) {
    const { x1, y1 } = drawn.elements().boundingBox();
    drawn.viewport({ zoom: READABLE, pan: { x: EDGE - READABLE * x1, y: EDGE - READABLE * y1 } });
  }
  drawn.on("tap", "node", (event) => event.target.data("iri") && location.assign(pageOf(event.target.data("iri"))));
}

// Each connected part for itself in columns from left to right, the parts, the largest first, side by side in rows that
// come to the shape of the box.
function arrange(drawn) {
  const parts = drawn.elements().components().sort((a, b) => b.length - a.length);
  parts.forEach(columns);
  const boxes = parts.map((part) => part.boundingBox());
  const area = boxes.reduce((sum, { w, h }) => sum + (w + ROW) * (h + ROW), 0);
  const wide = Math.max(boxes[0].w, 1.1 * Math.sqrt((area * drawn.width()) / drawn.height()));
  let [x, y, high] = [0, 0, 0];
  for (const [i, { x1, y1, w, h }] of boxes.entries()) {
    if (x && x + w > wide) [x, y, high] = [0, y + high, 0];
    parts[i].nodes().shift({ x: x - x1, y: y - y1 });
    [x, high] = [x + w + ROW, Math.max(high, h + ROW)];
  }
  drawn.fit(undefined, EDGE);
}

// What nothing points to stands in the first column, and what is n edges away in the n-th after it; within a column,
// each node near the middle of its neighbours.
function columns(part) {
  const sources = part.nodes().filter((node) => node.indegree(false) === 0);
  const depth = new Map();
  let next = sources.length ? sources : part.nodes().first();
  const made = [];
  while (next.length) {
    next.forEach((node) => depth.set(node.id(), made.length));
    made.push(next.toArray());
    next = next.neighborhood().nodes().filter((node) => !depth.has(node.id()));
  }
  const place = new Map();
  const settle = (column) => column.forEach((node, i) => place.set(node.id(), i - column.length / 2));
  made.forEach(settle);
  const middle = (node) => {
    const around = node.neighborhood().nodes().map((one) => place.get(one.id()));
    return around.reduce((sum, one) => sum + one, 0) / Math.max(1, around.length);
  };
  for (const column of [...made, ...made, ...made]) {
    const wanted = new Map(column.map((node) => [node, middle(node)]));
    settle(column.sort((a, b) => wanted.get(a) - wanted.get(b)));
  }
  let x = 0;
  for (const column of made) {
    for (const node of column) node.position({ x, y: ROW * place.get(node.id()) });
    x += BETWEEN + LETTER * Math.max(...column.map((node) => node.data("label").length));
  }
}

const once = (edges) => [...new Map(edges.map((edge) => [[key(edge[0]), key(edge[1]), edge[2]].join("\n"), edge])).values()];
const key = (one) => `${one.type} ${one.value}`;
const clipped = (text) => (text.length > 24 ? `${text.slice(0, 23)}…` : text);

function along(row, names, title) {
  const found = names.filter((name) => row[name]?.type === "uri");
  return found.slice(1).map((name, i) => [row[found[i]], row[name], title(name)]);
}

async function named(nodes) {
  const iris = nodes.filter((one) => one.type === "uri" && !/[<>"{}|^`\\\s]/.test(one.value)).map((one) => `<${one.value}>`);
  const body = `SELECT ?n (COALESCE(SAMPLE(?name), SAMPLE(?text), SAMPLE(?printed)) AS ?label) { VALUES ?n { ${iris.join(" ")} }
    OPTIONAL { ?n rdfs:label ?name FILTER(LANG(?name) != "${OTHER}") } OPTIONAL { ?n bp:text ?text } OPTIONAL { ?n bp:printed ?printed } } GROUP BY ?n`;
  const reply = await fetch("/sparql", { method: "POST", body, headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json" } });
  if (!reply.ok) return {};
  return Object.fromEntries((await reply.json()).results.bindings.filter((row) => row.label).map((row) => [row.n.value, row.label.value]));
}
