"use strict";
// Makes the charts of the page answer to the pointer, and its tables sort. Reads without it too.
(function () {
  const holder = document.getElementById("data");
  const data = holder ? JSON.parse(holder.textContent) : {};
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

  function bytes(value) {
    const size = Math.abs(value);
    if (size < 10000) return Math.round(value).toLocaleString("en") + " B";
    const units = ["KiB", "MiB", "GiB", "TiB"];
    let unit = 0, scaled = value / 1024;
    while (Math.abs(scaled) >= 1024 && unit < 3) { scaled /= 1024; unit++; }
    return scaled.toLocaleString("en", {maximumFractionDigits: 1}) + " " + units[unit];
  }
  const count = value => Math.round(value).toLocaleString("en");
  const seconds = value => value.toLocaleString("en", {maximumFractionDigits: 1}) + " s";

  // Lines of a size axis stand at powers of two, as sizes are printed.
  function sizeSteps(u, axis, min, max) {
    let step = Math.pow(2, Math.max(0, Math.floor(Math.log2(Math.max(1, max / 6)))));
    while (max / step > 6) step *= 2;
    const steps = [];
    for (let at = 0; at <= max; at += step) steps.push(at);
    return steps;
  }

  function axis(extra) {
    return Object.assign({stroke: () => colour("soft"), grid: {stroke: () => colour("grid"), width: 1},
      ticks: {stroke: () => colour("grid"), width: 1}, font: "12px system-ui, sans-serif"}, extra);
  }

  // Shows what lies under the pointer; texts are set as text, never as markup.
  function tooltip(lines) {
    let box;
    return {hooks: {
      init: u => {
        box = document.createElement("div");
        box.className = "tip";
        box.hidden = true;
        u.over.appendChild(box);
        u.over.addEventListener("mouseleave", () => { box.hidden = true; });
      },
      setCursor: u => {
        const index = u.cursor.idx;
        if (index == null || u.cursor.left < 0) { box.hidden = true; return; }
        box.textContent = "";
        lines(index).forEach((text, i) => {
          const line = document.createElement(i === 0 ? "b" : "span");
          line.textContent = text;
          box.appendChild(line);
        });
        box.hidden = false;
        const right = u.cursor.left > u.over.clientWidth / 2;
        box.style.left = right ? "" : u.cursor.left + 14 + "px";
        box.style.right = right ? u.over.clientWidth - u.cursor.left + 14 + "px" : "";
        box.style.top = "4px";
      }
    }};
  }

  function draw(place, height, options, columns) {
    const size = () => ({width: Math.max(240, place.clientWidth), height: height});
    const chart = new uPlot(Object.assign({legend: {show: false}, cursor: {y: false}}, size(), options), columns, place);
    new ResizeObserver(() => {
      if (Math.abs(chart.width - size().width) > 1) chart.setSize(size());
    }).observe(place);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart.redraw());
    place.dataset.points = String(columns[0].length);
    return chart;
  }

  // The footprint by region, each upon the ones below it.
  function curve(place) {
    const layers = data.layers || [];
    if (!layers.length || data.requests.length < 2) return;
    const points = data.requests.length;
    const sums = [];
    layers.forEach((layer, i) =>
      sums.push(layer.bytes.map((value, k) => value + (i ? sums[i - 1][k] : 0))));
    const svg = place.querySelector("svg");
    let chart = null;
    function show(overTime) {
      if (chart) chart.destroy();
      if (svg) svg.style.display = "none";
      const series = [{}];
      const columns = [overTime ? data.seconds : data.requests];
      for (let i = layers.length - 1; i >= 0; i--) {  // the highest first: each hides what is below
        series.push({stroke: () => colour(layers[i].colour), fill: () => colour(layers[i].colour), width: 1,
          points: {show: false}});
        columns.push(sums[i]);
      }
      chart = draw(place, 300, {
        scales: {x: {time: false}, y: {range: (u, min, max) => [0, max * 1.05 || 1]}},
        axes: [
          axis({values: (u, all) => all.map(overTime ? seconds : count), label: overTime ? "time" : "requests",
            labelSize: 20, labelFont: "12px system-ui, sans-serif", space: 70}),
          axis({splits: sizeSteps, values: (u, all) => all.map(bytes), size: 72})],
        series: series,
        plugins: [tooltip(i => {
          const top = layers.map((layer, k) => k).sort((a, b) => layers[b].bytes[i] - layers[a].bytes[i]);
          return [count(data.requests[i]) + " requests, " + seconds(data.seconds[i]) + ": " + bytes(sums[layers.length - 1][i])]
            .concat(top.slice(0, 6).map(k => layers[k].name + "  " + bytes(layers[k].bytes[i])));
        })]
      }, columns);
    }
    const buttons = document.createElement("div");
    buttons.className = "switch";
    [["over requests", false], ["over time", true]].forEach(([text, overTime]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.setAttribute("aria-pressed", String(!overTime));
      button.addEventListener("click", () => {
        buttons.querySelectorAll("button").forEach(each => each.setAttribute("aria-pressed", String(each === button)));
        show(overTime);
      });
      buttons.appendChild(button);
    });
    place.before(buttons);
    show(false);
    place.dataset.points = String(points);
  }

  // Memory and rate while the load ran.
  function samples(place) {
    const all = data.samples;
    if (!all) return;
    place.textContent = "";
    const rate = all.requests.map((done, i) => {
      const from = Math.max(0, i - 1), time = all.seconds[i] - all.seconds[from];
      return time > 0 ? Math.max(0, (done - all.requests[from]) / time) : null;
    });
    draw(place, 260, {
      scales: {x: {time: false}, y: {range: (u, min, max) => [0, max * 1.1 || 1]},
        rate: {range: (u, min, max) => [0, max * 1.1 || 1]}},
      axes: [axis({values: (u, each) => each.map(seconds), space: 70}),
        axis({splits: sizeSteps, values: (u, each) => each.map(bytes), size: 72}),
        axis({scale: "rate", side: 1, grid: {show: false}, values: (u, each) => each.map(v => count(v) + "/s"), size: 72})],
      series: [{}, {stroke: () => colour("s0"), width: 2, points: {show: false}},
        {stroke: () => colour("g0"), width: 2, points: {show: false}},
        {stroke: () => colour("soft"), width: 1, dash: [4, 3], scale: "rate", points: {show: false}}],
      plugins: [tooltip(i => [seconds(all.seconds[i]), "footprint  " + bytes(all.footprint[i]),
        "resident  " + bytes(all.rss[i]), "requests  " + count(all.requests[i]),
        "rate  " + (rate[i] == null ? "" : count(rate[i]) + "/s")])]
    }, [all.seconds, all.rss, all.footprint, rate]);
    const legend = document.createElement("ul");
    legend.className = "legend";
    [["g0", "footprint"], ["s0", "resident"], ["rest", "requests per second (dashed)"]].forEach(([name, text]) => {
      const item = document.createElement("li"), swatch = document.createElement("span");
      swatch.className = "swatch " + name;
      item.append(swatch, text);
      legend.appendChild(item);
    });
    place.after(legend);
  }

  // The heads of a table become buttons; a second press turns the order.
  function sortable(table) {
    const body = table.tBodies[0];
    const heads = Array.from(table.tHead.rows[0].cells);
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", () => {
        const number = head.classList.contains("n");
        const now = head.getAttribute("aria-sort");
        const down = now ? now === "ascending" : number;
        heads.forEach(each => each.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = row => number ? Number(row.cells[column].dataset.v || 0) : row.cells[column].textContent.trim();
        const rows = Array.from(body.rows);
        rows.sort((a, b) => {
          const x = key(a), y = key(b);
          return (down ? -1 : 1) * (number ? x - y : x.localeCompare(y));
        });
        rows.forEach(row => body.appendChild(row));
      });
    });
  }

  // A press on a call makes it as wide as the drawing; arrows walk, Escape shows all again.
  function flame(drawing) {
    const frames = Array.from(drawing.querySelectorAll(".frame"), shape => {
      const of = name => parseFloat(shape.getAttribute(name));
      return {shape, x: of("x"), width: of("width"), y: of("y")};
    });
    const line = document.createElement("p");
    line.className = "note";
    line.setAttribute("aria-live", "polite");
    line.textContent = "Press a call to zoom in. Arrow keys walk, Escape shows all again.";
    drawing.before(line);
    const within = (a, b) => a.x >= b.x - .001 && a.x + a.width <= b.x + b.width + .001;
    let whole = frames[0];
    function zoom(to) {
      whole = to;
      frames.forEach(each => {
        const above = each.y < to.y && within(to, each);
        const shown = above || (each.y >= to.y && within(each, to));
        each.shape.style.display = shown ? "" : "none";
        each.shape.setAttribute("x", above ? "0%" : (each.x - to.x) / to.width * 100 + "%");
        each.shape.setAttribute("width", above ? "100%" : each.width / to.width * 100 + "%");
      });
    }
    function tell(at) { line.textContent = at.shape.querySelector("title").textContent; }
    function go(from, to) {
      if (!to) return;
      from.shape.setAttribute("tabindex", "-1");
      to.shape.setAttribute("tabindex", "0");
      to.shape.focus();
    }
    const visible = each => each.shape.style.display !== "none";
    const walk = {
      ArrowDown: at => frames.find(each => visible(each) && each.y > at.y && each.y - at.y < 30 && within(each, at)),
      ArrowUp: at => frames.find(each => each.y < at.y && at.y - each.y < 30 && within(at, each)),
      ArrowRight: at => frames.find(each => visible(each) && each.y === at.y && each.x > at.x + .001),
      ArrowLeft: at => frames.filter(each => visible(each) && each.y === at.y && each.x < at.x - .001).pop()
    };
    frames.forEach((at, i) => {
      at.shape.setAttribute("role", "button");
      at.shape.setAttribute("tabindex", i ? "-1" : "0");
      at.shape.addEventListener("focus", () => tell(at));
      at.shape.addEventListener("pointerenter", () => tell(at));
      at.shape.addEventListener("click", () => zoom(whole === at ? frames[0] : at));
      at.shape.addEventListener("keydown", event => {
        if (walk[event.key]) go(at, walk[event.key](at));
        else if (event.key === "Enter" || event.key === " ") zoom(whole === at ? frames[0] : at);
        else if (event.key === "Escape") zoom(frames[0]);
        else return;
        event.preventDefault();
      });
    });
  }

  document.querySelectorAll("svg.flame").forEach(flame);
  document.querySelectorAll("[data-chart]").forEach(place =>
    ({curve: curve, samples: samples})[place.dataset.chart](place));
  document.querySelectorAll("table.sortable").forEach(sortable);
  document.documentElement.dataset.ready = "true";
})();
