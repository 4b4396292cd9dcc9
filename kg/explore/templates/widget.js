"use strict";
// One canvas: positions by d3-force; drag to move, wheel to zoom, click for the quote. All text is set as text.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const canvas = $("canvas"), pen = canvas.getContext("2d"), panel = $("panel");
  const nodes = data.nodes.map((node, index) => ({ ...node, index, degree: 0, near: new Set() }));
  const links = data.links.map(([source, target, width]) => ({ source, target, width }));
  for (const link of links) {
    const [one, other] = [nodes[link.source], nodes[link.target]];
    one.degree++; other.degree++; one.near.add(other.index); other.near.add(one.index);
  }
  const FOUND = "#d7191c", FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif';
  const radius = (node) => 4 + Math.min(9, Math.sqrt(node.degree)) + (node.big || 0);
  const byDegree = [...nodes].sort((a, b) => b.findings - a.findings || b.degree - a.degree);
  let view = { x: 0, y: 0, k: 1 }, chosen = null, hover = null, touched = false, wanted = "", onlyFound = false;

  const shown = (node) => (!onlyFound || node.findings > 0) && !data.classes[node.class].off;
  const lit = (node) => (chosen === null && !wanted) || node === chosen || (chosen && chosen.near.has(node.index))
    || (wanted && node.label.includes(wanted));
  const size = () => [canvas.clientWidth, canvas.clientHeight];
  const screen = (node) => [node.x * view.k + view.x, node.y * view.k + view.y];

  function draw() {
    const [width, height] = size(), ratio = window.devicePixelRatio || 1;
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
      canvas.width = width * ratio; canvas.height = height * ratio;
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    for (const link of links) {
      if (!shown(link.source) || !shown(link.target)) continue;
      pen.globalAlpha = lit(link.source) && lit(link.target) ? 0.55 : 0.08;
      pen.strokeStyle = "#8a929c"; pen.lineWidth = link.width || 1;
      pen.beginPath(); pen.moveTo(...screen(link.source)); pen.lineTo(...screen(link.target)); pen.stroke();
    }
    for (const node of nodes) if (shown(node)) disc(node);
    pen.globalAlpha = 1;
    labels(width, height);
  }

  function disc(node) {
    const r = radius(node) * Math.max(0.55, Math.min(1.6, Math.sqrt(view.k)));
    pen.globalAlpha = lit(node) ? 1 : 0.15;
    pen.beginPath(); pen.arc(...screen(node), r, 0, 7);
    pen.fillStyle = node.findings ? FOUND : data.classes[node.class].color; pen.fill();
    pen.lineWidth = node.findings ? 2 : 1;
    pen.strokeStyle = node === chosen ? "#000" : node.findings ? data.classes[node.class].color : "#fff"; pen.stroke();
  }

  // Labels from the most to the least important; one that would lie on another is left out.
  function labels(width, height) {
    const taken = new Set(), cell = 16;
    pen.font = "12px " + FONT; pen.textBaseline = "middle";
    const first = [hover, chosen].filter(Boolean);
    for (const node of [...first, ...byDegree]) {
      if (!shown(node) || (!lit(node) && node !== hover)) continue;
      const [x, y] = screen(node);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const text = node.label.length > 16 && node !== hover ? node.label.slice(0, 15) + "…" : node.label;
      const left = x + radius(node) + 3, right = left + pen.measureText(text).width;
      const cells = [];
      for (let cx = Math.floor(left / cell); cx <= right / cell; cx++)
        for (let cy = Math.floor((y - 8) / cell); cy <= (y + 8) / cell; cy++) cells.push(cx + "," + cy);
      if (node !== hover && cells.some((one) => taken.has(one))) continue;
      cells.forEach((one) => taken.add(one));
      pen.lineWidth = 3; pen.strokeStyle = "rgba(255,255,255,.9)"; pen.strokeText(text, left, y);
      pen.fillStyle = node.findings ? "#8f0f12" : "#1c1f23"; pen.fillText(text, left, y);
    }
  }

  function fit() {
    if (touched || !nodes.length) return;
    const [width, height] = size(), xs = nodes.map((n) => n.x), ys = nodes.map((n) => n.y);
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const k = Math.min(2, (width - 180) / (x1 - x0 + 1), (height - 60) / (y1 - y0 + 1));
    view = { k, x: width / 2 - 40 - (k * (x0 + x1)) / 2, y: height / 2 - (k * (y0 + y1)) / 2 };
  }

  function tell(node) {
    chosen = node; panel.replaceChildren(); panel.hidden = !node;
    if (node) for (const [word, text] of node.told) {
      const row = document.createElement("div"), name = document.createElement("b"), value = document.createElement("span");
      name.textContent = word; value.textContent = text;
      row.append(name, value); panel.append(row);
    }
    draw();
  }

  function at(event) {
    const box = canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    let best = null, nearest = 14 ** 2;
    for (const node of nodes) {
      if (!shown(node)) continue;
      const [nx, ny] = screen(node), far = (nx - x) ** 2 + (ny - y) ** 2;
      if (far < nearest) { best = node; nearest = far; }
    }
    return [best, x, y];
  }

  const simulation = d3.forceSimulation(nodes)
    .force("link", d3.forceLink(links).distance((link) => 26 + 3 * Math.sqrt(Math.max(link.source.degree, link.target.degree))))
    .force("charge", d3.forceManyBody().strength(-70).distanceMax(500).theta(1))
    .force("x", d3.forceX().strength(0.05)).force("y", d3.forceY().strength(0.06))
    .force("collide", d3.forceCollide((node) => radius(node) + 3))
    .stop();
  const began = performance.now();
  while (performance.now() - began < 1500 && simulation.alpha() > simulation.alphaMin()) simulation.tick();
  fit(); draw();
  simulation.on("tick", () => { fit(); draw(); }).on("end", () => { document.body.dataset.settled = "yes"; });
  if (simulation.alpha() > simulation.alphaMin()) simulation.restart(); else document.body.dataset.settled = "yes";

  let drag = null;
  canvas.addEventListener("pointerdown", (event) => {
    const [node, x, y] = at(event);
    drag = { node, x, y, moved: false }; canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const [node, x, y] = at(event);
    if (!drag) { if (node !== hover) { hover = node; canvas.style.cursor = node ? "pointer" : "grab"; draw(); } return; }
    if (Math.hypot(x - drag.x, y - drag.y) < 3 && !drag.moved) return;
    drag.moved = touched = true;
    if (drag.node) {
      drag.node.fx = (x - view.x) / view.k; drag.node.fy = (y - view.y) / view.k;
      simulation.alpha(0.1).restart();
    } else { view.x += x - drag.x; view.y += y - drag.y; drag.x = x; drag.y = y; draw(); }
  });
  canvas.addEventListener("pointerup", (event) => {
    if (drag && !drag.moved) tell(at(event)[0]);
    if (drag && drag.node) drag.node.fx = drag.node.fy = null;
    drag = null;
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault(); touched = true;
    const [, x, y] = at(event), k = Math.max(0.02, Math.min(12, view.k * Math.exp(-event.deltaY / 500))), by = k / view.k;
    view = { k, x: x - (x - view.x) * by, y: y - (y - view.y) * by }; draw();
  }, { passive: false });
  $("find").addEventListener("input", (event) => { wanted = event.target.value.trim(); chosen = null; panel.hidden = true; draw(); });
  $("only").addEventListener("change", (event) => { onlyFound = event.target.checked; draw(); });
  $("legend").addEventListener("change", (event) => {
    data.classes[Number(event.target.dataset.class)].off = !event.target.checked; draw();
  });
  window.addEventListener("resize", () => { fit(); draw(); });
})();
