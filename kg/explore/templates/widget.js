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
  const root = (node) => data.classes[node.class].root;
  const byRank = [...nodes].sort((a, b) => root(b) - root(a) || b.degree - a.degree || b.findings - a.findings);
  let view = { x: 0, y: 0, k: 1 }, chosen = null, hover = null, touched = false, wanted = "", onlyFound = false;

  const shown = (node) => (!onlyFound || node.findings > 0) && !data.classes[node.class].off;
  const hit = (node) => wanted && node.label.includes(wanted);
  const lit = (node) => (chosen === null && !wanted) || node === chosen || (chosen && chosen.near.has(node.index)) || hit(node);
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
      pen.strokeStyle = "#8a929c"; pen.lineWidth = link.width * Math.min(1, Math.max(0.3, view.k));
      pen.beginPath(); pen.moveTo(...screen(link.source)); pen.lineTo(...screen(link.target)); pen.stroke();
    }
    for (const node of nodes) if (shown(node)) disc(node);
    pen.globalAlpha = 1;
    labels(width, height);
  }

  function disc(node) {
    const r = radius(node) * Math.max(0.3, Math.min(1.6, Math.sqrt(view.k))), small = r < 3;
    pen.globalAlpha = lit(node) ? 1 : 0.15;
    pen.beginPath(); pen.arc(...screen(node), r, 0, 7);
    pen.fillStyle = node.findings ? FOUND : data.classes[node.class].color; pen.fill();
    if (small && node !== chosen) return;
    pen.lineWidth = node.findings ? 2 : 1;
    pen.strokeStyle = node === chosen ? "#000" : node.findings ? data.classes[node.class].color : "#fff"; pen.stroke();
  }

  // Labels from the most to the least connected node, right or left of it; one that would lie on another label or on
  // a node is left out until there is room; those of departments and of what was searched for may lie on nodes.
  function labels(width, height) {
    const taken = new Set(), under = new Set(), cell = 12, key = (x, y) => Math.floor(x / cell) + "," + Math.floor(y / cell);
    const cells = (left, right, y) => {
      const found = [];
      for (let x = left; x <= right + cell; x += cell) found.push(key(Math.min(x, right), y - 6), key(Math.min(x, right), y + 6));
      return found;
    };
    pen.font = "12px " + FONT; pen.textBaseline = "middle";
    for (const node of nodes) if (shown(node) && lit(node)) under.add(key(...screen(node)));
    for (const node of new Set([...[hover, chosen].filter(Boolean), ...byRank.filter(hit), ...byRank])) {
      const [x, y] = screen(node), first = node === hover || node === chosen;
      if (!shown(node) || (!lit(node) && !first) || x < 0 || y < 0 || x > width || y > height) continue;
      const text = node.label.length > 16 && !first ? node.label.slice(0, 15) + "…" : node.label;
      const wide = pen.measureText(text).width, gap = radius(node) + 4;
      const places = [x + gap, x - gap - wide].map((left) => [left, cells(left, left + wide, y)]);
      const inside = places.filter(([left, cover]) => left > 0 && left + wide < width && !cover.some((one) => taken.has(one)));
      const place = inside.find(([, cover]) => !cover.some((one) => under.has(one))) || ((root(node) || hit(node)) && inside[0]) || (first && places[0]);
      if (!place) continue;
      place[1].forEach((one) => taken.add(one));
      pen.lineWidth = 3; pen.strokeStyle = "rgba(255,255,255,.9)"; pen.strokeText(text, place[0], y);
      pen.fillStyle = node.findings ? "#8f0f12" : "#1c1f23"; pen.fillText(text, place[0], y);
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

  // Each connected part begins on a place of its own, the largest in the middle, so that parts do not get entangled.
  function spread() {
    const seen = new Set(), parts = [], turn = Math.PI * (3 - Math.sqrt(5));
    for (const root of nodes) {
      if (seen.has(root.index)) continue;
      const part = [root]; seen.add(root.index);
      for (const node of part) for (const near of node.near) if (!seen.has(near)) { seen.add(near); part.push(nodes[near]); }
      parts.push(part);
    }
    let before = 0;
    parts.sort((a, b) => b.length - a.length).forEach((part, n) => {
      const far = n ? 26 * Math.sqrt(before + part.length) : 0;
      part.forEach((node, i) => {
        const out = 16 * Math.sqrt(i);
        node.x = far * Math.cos(n * turn) + out * Math.cos(i * turn); node.y = far * Math.sin(n * turn) + out * Math.sin(i * turn);
      });
      before += part.length;
    });
  }

  spread();
  const simulation = d3.forceSimulation(nodes)
    .force("link", d3.forceLink(links).distance((link) => 26 + 3 * Math.sqrt(Math.max(link.source.degree, link.target.degree))))
    .force("charge", d3.forceManyBody().strength(-70).distanceMax(500).theta(1))
    .force("x", d3.forceX().strength(0.05)).force("y", d3.forceY().strength(0.06))
    .force("collide", d3.forceCollide((node) => radius(node) + 3))
    .alphaDecay(nodes.length > 2000 ? 0.05 : 0.0228).stop();
  const began = performance.now();
  while (performance.now() - began < 1500 && simulation.alpha() > simulation.alphaMin()) simulation.tick();
  fit(); draw();
  simulation.on("tick", () => { fit(); draw(); }).on("end", () => { document.body.dataset.settled = performance.now() - began; });
  if (simulation.alpha() > simulation.alphaMin()) simulation.restart(); else document.body.dataset.settled = performance.now() - began;

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
  new ResizeObserver(() => { fit(); draw(); }).observe(canvas);
})();
