// A result as nodes and edges: triples as they are; rows as the IRIs of each row in the order of the columns or, where no
// row has two, as the texts of two columns that the reader picks; each edge once.
import { OTHER, tell } from "./words.js";

const NODES = 200;
const READABLE = 0.6; // smaller and the names could not be read: rather let a part be out of sight
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
  view.replaceChildren(box, element("p", { class: "note" }, tell("{} 个节点，{} 条边", nodes.size, kept.length), left ? tell("；另有 {} 条没有画出", left) : "", tell("。拖动、滚轮或双指可移动和缩放。"), kept.some(([from]) => from.type === "uri") ? tell("点一个节点打开它的页面。") : tell("同名的合为一个节点。")));
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
      { selector: "node", style: { label: "data(label)", "background-color": "#2f5d8a", width: 18, height: 18, "font-size": 17, color: "#1c1f23", "text-wrap": "wrap", "text-max-width": 190, "text-valign": "bottom", "text-margin-y": 3 } },
      { selector: "node[iri = '']", style: { "background-color": "#8b949e", shape: "round-rectangle" } },
      { selector: "edge", style: { label: kept.length > 40 ? "" : "data(label)", "font-size": 13, color: "#5a626c", width: 1, "line-color": "#b9c0c8", "target-arrow-color": "#b9c0c8", "target-arrow-shape": "triangle", "arrow-scale": 0.8, "curve-style": "bezier", "text-rotation": "autorotate", "text-background-color": "#fff", "text-background-opacity": 0.85 } },
    ],
    layout: { name: "cose", animate: false, nodeDimensionsIncludeLabels: true, randomize: false, padding: 24, componentSpacing: 20, idealEdgeLength: () => 60, nodeRepulsion: () => 4000, gravity: 2 },
    minZoom: 0.2,
    maxZoom: 3,
  }));
  if (drawn.zoom() < READABLE) {
    drawn.zoom(READABLE);
    drawn.center();
  }
  drawn.on("tap", "node", (event) => event.target.data("iri") && location.assign(pageOf(event.target.data("iri"))));
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
  const body = `SELECT ?n (SAMPLE(?l) AS ?label) { VALUES ?n { ${iris.join(" ")} } ?n rdfs:label|bp:text|bp:printed ?l FILTER(LANG(?l) != "${OTHER}") } GROUP BY ?n`;
  const reply = await fetch("/sparql", { method: "POST", body, headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json" } });
  if (!reply.ok) return {};
  return Object.fromEntries((await reply.json()).results.bindings.filter((row) => row.label).map((row) => [row.n.value, row.label.value]));
}
