// The workbench: an editor over the text area, the named questions, and results as table, chart or graph.
// Everything that comes from the graph is put into the page as text, never as markup.
import { basicSetup, EditorState, EditorView, HighlightStyle, keymap, Prec, sparql, StreamLanguage, syntaxHighlighting, tags } from "./vendor/editor.js";
import { drawChart } from "./chart.js";
import { drawGraph } from "./graph.js";
import { tell } from "./words.js";

const ROWS = 1000;
const KEYWORDS = "SELECT CONSTRUCT ASK DESCRIBE WHERE GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES DISTINCT EXISTS GROUP ORDER BY HAVING LIMIT OFFSET COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG CONTAINS REGEX COALESCE".split(" ");
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

const $ = (id) => document.getElementById(id);
const area = $("text");
const forms = [...document.querySelectorAll("form.question")];
const vocabulary = fetch("/vocabulary.json").then((found) => found.json());
let running = null; // the AbortController of the query that is being answered
let shown = null; // { text, columns, answer } of the result on the page
let asked = { text: "", columns: {}, address: "" }; // the named question that was filled in last

// ------------------------------------------------------------------ editor

const colours = HighlightStyle.define([
  { tag: tags.keyword, class: "tok-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "tok-string" },
  { tag: tags.comment, class: "tok-comment" },
  { tag: [tags.variableName, tags.special(tags.variableName)], class: "tok-variable" },
  { tag: [tags.atom, tags.number, tags.bool], class: "tok-atom" },
]);

async function complete(context) {
  const word = context.matchBefore(/[?$]?[\p{L}\p{N}_:-]+/u);
  if (!word) return null;
  const { terms, prefixes } = await vocabulary;
  const variables = [...new Set(context.state.doc.toString().match(/\?\w+/g) ?? [])].filter((name) => name !== word.text);
  const options = [
    ...terms.map(({ name, label }) => ({ label: name, detail: label, type: "property" })),
    ...terms.map(({ name, label }) => ({ label, displayLabel: label, detail: name, apply: name, type: "text" })),
    ...Object.keys(prefixes).map((name) => ({ label: `${name}:`, type: "namespace" })),
    ...variables.map((label) => ({ label, type: "variable" })),
    ...KEYWORDS.map((label) => ({ label, type: "keyword" })),
  ];
  return { from: word.from, options, validFor: /^[?$]?[\p{L}\p{N}_:-]*$/u };
}

const editor = new EditorView({
  doc: area.value,
  extensions: [
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (ask(), true) }])),
    basicSetup,
    StreamLanguage.define(sparql),
    EditorState.languageData.of(() => [{ autocomplete: complete }]),
    syntaxHighlighting(colours),
    EditorView.lineWrapping,
    EditorView.cspNonce.of(document.querySelector("meta[name=csp-nonce]").nonce),
    EditorView.contentAttributes.of({ "aria-label": tell("SPARQL 查询"), tabindex: "0" }),
  ],
});
area.hidden = true;
area.after(editor.dom);

const text = () => editor.state.doc.toString();
const write = (value) => editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });

// ------------------------------------------------------------------ asking

function say(message, failed = false) {
  $("status").textContent = message;
  $("status").classList.toggle("failed", failed);
}

async function fetched(accept, signal) {
  const reply = await fetch("/sparql", { method: "POST", body: text(), signal, headers: { "Content-Type": "application/sparql-query", Accept: accept } });
  if (!reply.ok) throw new Error((await reply.text()).trim());
  return reply;
}

async function ask() {
  running?.abort();
  const mine = (running = new AbortController());
  const query = text();
  $("stop").hidden = false;
  $("result").hidden = true;
  say(tell("正在查询……"));
  const began = performance.now();
  try {
    const reply = await fetched("application/sparql-results+json, application/n-triples;q=0.9", mine.signal);
    const answer = read(reply.headers.get("Content-Type"), await reply.text());
    show(answer, query === asked.text ? asked.columns : {}, (performance.now() - began) / 1000);
    remember(query);
  } catch (error) {
    say(error.name === "AbortError" ? tell("已停止") : error instanceof TypeError ? tell("连不上服务器") : error.message, error.name !== "AbortError");
  } finally {
    if (running === mine) {
      running = null;
      $("stop").hidden = true;
    }
  }
}

// What was answered is in the address, a named question by its name: it can be kept, sent, and gone back to.
function remember(query) {
  const address = String(query === asked.text ? asked.address : new URLSearchParams({ query }));
  if (String(new URLSearchParams(location.search)) !== address) history.pushState(null, "", `?${address}`);
}

async function restore() {
  const given = new URLSearchParams(location.search);
  const name = given.get("question");
  given.delete("question");
  if (name) return fill(name, given);
  const query = given.get("query");
  write(query ?? area.value);
  if (query) ask();
}

async function fill(name, values) {
  const form = forms.find((one) => one.dataset.name === name);
  const reply = await fetch(`/questions/${encodeURIComponent(name)}?${values}`);
  const body = await reply.text();
  if (!reply.ok || !form) return say(body, true);
  asked = { text: body, columns: JSON.parse(form.dataset.columns), address: new URLSearchParams([["question", name], ...values]) };
  $("question").value = name;
  choice();
  for (const [field, value] of values) if (form.elements[field]) form.elements[field].value = value;
  write(body);
  ask();
}

function read(kind, body) {
  if (kind.startsWith("application/n-triples")) {
    const triples = body.split("\n").map((line) => line.match(/^(\S+) (\S+) (.*) \.$/)).filter(Boolean);
    const rows = triples.map(([, s, p, o]) => ({ subject: term(s), predicate: term(p), object: term(o) }));
    return { triples: true, names: ["subject", "predicate", "object"], rows };
  }
  const found = JSON.parse(body);
  if ("boolean" in found) return { names: ["ASK"], rows: [{ ASK: { type: "literal", value: found.boolean ? tell("是") : tell("否") } }] };
  return { names: found.head.vars, rows: found.results.bindings };
}

function term(text) {
  if (text.startsWith("<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text };
  return { type: "literal", value: unescaped(text.slice(1, text.lastIndexOf('"'))) };
}

const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
const unescaped = (text) => text.replace(/\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|(.))/g, (_, u, U, c) => (c ? ESCAPES[c] ?? c : String.fromCodePoint(parseInt(u ?? U, 16))));

// ------------------------------------------------------------------ showing

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function pick(label, options, title, chosen = options[0]) {
  const select = element("select", {}, ...options.map((name) => element("option", { value: name }, title(name))));
  select.value = chosen;
  return [element("label", {}, label, select), select];
}

function short(iri) {
  const own = iri.match(/^https:\/\/w3id\.org\/cn-budget-performance\/(?:ns#(.+)|code\/(.+)|.*?([^/]+\/[^/]+))$/);
  const name = own ? (own[1] ? `bp:${own[1]}` : own[2] ? `bpc:${own[2]}` : own[3]) : iri;
  return name.length > 60 ? `${name.slice(0, 40)}…${name.slice(-18)}` : name;
}

const pageOf = (iri) => `/node?iri=${encodeURIComponent(iri)}`;

function cell(value) {
  if (!value) return element("td");
  if (value.type === "uri") return element("td", {}, element("a", { href: pageOf(value.value) }, short(value.value)));
  return element("td", NUMBER.test(value.value) ? { class: "number" } : {}, value.value);
}

function table({ names, rows }, columns) {
  const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col", title: `?${name}` }, columns[name] ?? name)));
  const body = rows.slice(0, ROWS).map((row) => element("tr", {}, ...names.map((name) => cell(row[name]))));
  const made = element("table", { class: "list" }, element("thead", {}, head), element("tbody", {}, ...body));
  const more = rows.length > ROWS ? [element("p", { class: "note" }, tell("这里显示前 {} 行，共 {} 行；另存为 CSV 得到全部。", ROWS, rows.length))] : [];
  return [element("div", { class: "scroll" }, made), ...more];
}

function show(answer, columns, seconds) {
  shown = { answer, columns };
  say(tell("{} 行，{} 秒", answer.rows.length, seconds.toFixed(2)));
  for (const button of document.querySelectorAll(".save button")) button.hidden = (button.dataset.accept === "text/turtle") !== Boolean(answer.triples);
  $("result").hidden = false;
  $("view-table").replaceChildren(...(answer.rows.length ? table(answer, columns) : [element("p", { class: "empty" }, tell("没有符合条件的结果。"))]));
  choose("table");
  if (innerWidth < 960) document.querySelector(".run").scrollIntoView();
}

const views = { table: () => {}, chart: drawChart, graph: drawGraph };

function choose(name) {
  for (const one of Object.keys(views)) {
    $(`view-${one}`).hidden = one !== name;
    $(`tab-${one}`).setAttribute("aria-selected", String(one === name));
    $(`tab-${one}`).tabIndex = one === name ? 0 : -1;
  }
  views[name]($(`view-${name}`), shown.answer, shown.columns, { element, pick, short, pageOf, NUMBER });
}

// ------------------------------------------------------------------ controls

$("query").addEventListener("submit", (event) => (event.preventDefault(), ask()));
$("stop").addEventListener("click", () => running?.abort());
addEventListener("popstate", restore);

function choice() {
  for (const form of forms) form.hidden = form.dataset.name !== $("question").value;
  $("own").hidden = $("question").value !== "";
}

$("question").addEventListener("change", choice);
for (const form of forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fill(form.dataset.name, new URLSearchParams([...new FormData(form)].filter(([, value]) => value)));
  });
}

const tabs = [...document.querySelectorAll("[role=tab]")];
for (const [i, tab] of tabs.entries()) {
  tab.addEventListener("click", () => choose(tab.id.slice(4)));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(i + step + tabs.length) % tabs.length];
    choose(next.id.slice(4));
    next.focus();
  });
}

for (const button of document.querySelectorAll(".save button")) {
  button.addEventListener("click", async () => {
    try {
      const address = URL.createObjectURL(await (await fetched(button.dataset.accept)).blob());
      element("a", { href: address, download: button.dataset.name }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch (error) {
      say(error.message, true);
    }
  });
}

if (new URLSearchParams(location.search).has("question")) restore();
