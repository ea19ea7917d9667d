"use strict";
// Plotly and what it draws travel packed in the page; a figure is drawn when it comes into view. Without script, or in a browser that
// cannot unpack, there are no figures: the tables behind them say the same.
(() => {
  const all = (selector, under = document) => [...under.querySelectorAll(selector)];
  const PAPER = 680; // pixels of a figure on A4
  const drawn = new WeakMap(); // element -> what was drawn in it
  const known = {};
  let library, Plotly, tokens = [];

  async function text(id) {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  function load() {
    library ??= text("plotly").then((code) => {
      const script = document.createElement("script");
      script.textContent = code;
      document.head.append(script);
      ({ Plotly } = window);
      Plotly.register(DUTCH);
    });
    return library;
  }

  const figures = (language) => (known[language] ??= text(`figures-${language}`).then((made) => (known[`${language}!`] = JSON.parse(made))));

  // What is shown of a figure: the rows that fit the filter, or the cells that were chosen.
  function shown(node, figure) {
    const copy = { data: figure.data.map((trace) => ({ ...trace })), layout: structuredClone({ ...figure.layout, meta: undefined }) };
    const meta = figure.layout.meta ?? {};
    if (meta.cells) add(node, copy, meta.cells);
    if (meta.row) narrow(copy, meta.row);
    const coarse = matchMedia("(pointer: coarse)").matches;
    if (coarse) copy.layout.dragmode = false; // a finger scrolls the page
    for (const note of copy.layout.annotations ?? []) {
      const room = (node.clientWidth - 24) / (0.57 * note.text.replace(/<[^>]+>/g, "").length); // a letter is about 0.57 of its height wide
      note.font = { ...note.font, size: Math.max(8.5, Math.min(note.font?.size ?? 13, room)) };
    }
    const old = node.querySelector(".drawn")._fullLayout;
    fit(copy.layout, meta.legend, old?.showlegend ? old.legend._height : undefined);
    return copy;
  }

  function narrow({ data, layout }, row) {
    const fits = (known) => tokens.every((one) => known.includes(one) || !known.some((token) => token[0] === one[0]));
    for (const trace of data) {
      const keep = trace.meta.tokens.map((one, i) => (fits(one.split(" ")) ? i : -1)).filter((i) => i >= 0);
      for (const key of ["x", "y", "base", "hovertext"]) if (trace[key]) trace[key] = keep.map((i) => trace[key][i]);
    }
    const rows = [...new Set(data.flatMap((trace) => trace.y))].sort((a, b) => a - b);
    const place = new Map(rows.map((y, i) => [y, i]));
    // A project keeps its name where its first row went: the name then stands at the first row that is left of it.
    const starts = layout.annotations.map((note) => Math.ceil(note.y));
    layout.annotations = layout.annotations.flatMap((note, i) => {
      const first = rows.find((y) => y >= starts[i] && y < (starts[i + 1] ?? Infinity));
      return first === undefined ? [] : [{ ...note, y: place.get(first) + note.y - starts[i] }];
    });
    const before = layout.yaxis.range[0] + 0.5;
    for (const trace of data) trace.y = trace.y.map((y) => place.get(y));
    layout.yaxis.range = [rows.length - 0.5, layout.yaxis.range[1]];
    layout.height -= row * (before - rows.length);
  }

  function add(node, { data }, cells) {
    const chosen = Object.fromEntries(all("[data-key]", node.parentElement).map((field) => [field.dataset.key, field.value]));
    const mine = cells.filter((cell) => ["trade", "region", "employer"].every((key) => !chosen[key] || String(cell[key]) === chosen[key]));
    const length = data[0].x.length;
    const sum = (series) => {
      const total = new Array(length).fill(0);
      for (const { steps } of mine) {
        const row = steps[series] ?? [];
        row.forEach(([from, heads], i) => { for (let t = from; t < (row[i + 1]?.[0] ?? length); t++) total[t] += heads; });
      }
      return total.map((heads) => heads / 100);
    };
    const rows = Object.fromEntries(["own", "lent", "consortium", "hired", "asked", "there", "market"].map((series) => [series, sum(series)]));
    rows.all = rows.there.map((heads, t) => heads + rows.market[t]);
    rows.over = rows.asked.map((heads, t) => Math.max(heads, rows.all[t]));
    for (const trace of data) trace.y = rows[trace.meta.series] ?? sum(trace.meta.series);
  }

  // A legend gets the room that it takes at this width.
  function fit(layout, guess, height) {
    if (!guess || !height || Math.abs(height - guess) < 4) return;
    layout.height += height - guess;
    layout.margin[layout.legend.y === 1 ? "t" : "b"] += height - guess;
  }

  const settings = () => ({
    displaylogo: false,
    locale: document.documentElement.lang === "nl" ? "nl" : "en",
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
  });

  function draw(node) {
    const figure = known[`${node.closest("main").lang}!`][node.dataset.figure];
    const place = node.querySelector(".drawn");
    const first = shown(node, figure);
    Plotly.newPlot(place, first.data, first.layout, settings());
    const again = shown(node, figure);
    if (again.layout.height !== first.layout.height) Plotly.react(place, again.data, again.layout, settings());
    drawn.set(node, figure);
    node.classList.add("done");
    offer(node);
  }

  function redraw(node) {
    const figure = drawn.get(node), place = node.querySelector(".drawn");
    const { data, layout } = shown(node, figure);
    data.forEach((trace, i) => (trace.visible = place.data[i]?.visible ?? trace.visible));
    if (data.every((trace) => trace.visible !== true && trace.visible !== undefined)) data.forEach((trace) => (trace.visible = true));
    Plotly.react(place, data, layout, settings());
  }

  // Another width: also the legend may need more or fewer lines.
  function refit(node, width) {
    const place = node.querySelector(".drawn");
    Plotly.relayout(place, width ? { width } : { width: null, autosize: true });
    const { height, margin } = shown(node, drawn.get(node)).layout;
    if (height !== place.layout.height) Plotly.relayout(place, { height, margin });
  }

  async function enter(node) {
    await Promise.all([load(), figures(node.closest("main").lang)]);
    if (!drawn.has(node) && node.isConnected) draw(node);
  }

  function watch() {
    const seen = new IntersectionObserver(
      (entries) => entries.filter((entry) => entry.isIntersecting).forEach(({ target }) => { seen.unobserve(target); enter(target); }),
      { rootMargin: "300px" },
    );
    all(".choose").forEach((node) => (node.hidden = false));
    all("[data-figure]").filter((node) => !drawn.has(node)).forEach((node) => { node.hidden = false; seen.observe(node); });
  }

  let waiting;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => all(".plotted.done").forEach((node) => refit(node)), 200);
  });

  // Choices of a figure; of what there is nobody of, nothing can be chosen.
  function offer(node) {
    const figure = drawn.get(node), [trade, ...others] = all("[data-key]", node.parentElement);
    if (!trade) return;
    const cells = figure.layout.meta.cells.filter((cell) => String(cell.trade) === trade.value);
    for (const field of others) {
      for (const option of field.options) option.disabled = option.value !== "" && !cells.some((cell) => String(cell[field.dataset.key]) === option.value);
      if (field.selectedOptions[0]?.disabled) field.value = "";
    }
  }

  document.addEventListener("narrowed", ({ detail }) => {
    const gone = tokens.filter((one) => !detail.includes(one));
    tokens = detail;
    // A trade or an employer that the page is narrowed down to is that of the load figure too.
    for (const field of all("[data-key]")) {
      const letter = { trade: "k", employer: "e" }[field.dataset.key];
      const wanted = detail.find((token) => token[0] === letter)?.slice(1) ?? (gone.some((token) => token[0] === letter) ? "" : field.value);
      if ([...field.options].some((option) => option.value === wanted)) field.value = wanted;
    }
    for (const node of all(".plotted.done")) {
      offer(node);
      if (drawn.get(node).layout.meta.row || drawn.get(node).layout.meta.cells) redraw(node);
    }
  });
  document.addEventListener("spoken", watch);
  document.addEventListener("input", ({ target }) => {
    const node = target.closest(".choose")?.parentElement.querySelector(".plotted.done");
    if (node) { offer(node); redraw(node); }
  });

  // On paper: what can be drawn is drawn, as wide as the paper; of the rest the table is printed.
  let opened = [];
  addEventListener("beforeprint", () => {
    const main = document.querySelector("main");
    if (Plotly && known[`${main.lang}!`]) all(".plotted:not(.done):not(.screen)").forEach(draw);
    all(".plotted.done:not(.screen)").forEach((node) => refit(node, PAPER));
    opened = all(".plotted:not(.done) ~ details:not([open])");
    opened.forEach((node) => (node.open = true));
  });
  addEventListener("afterprint", () => {
    all(".plotted.done:not(.screen)").forEach((node) => refit(node));
    opened.forEach((node) => (node.open = false));
  });

  const DUTCH = {
    moduleType: "locale",
    name: "nl",
    dictionary: {
      "Download plot as a PNG": "Bewaar als afbeelding (PNG)",
      "Download plot": "Bewaar als afbeelding",
      Zoom: "Inzoomen op een deel",
      Pan: "Verschuiven",
      "Zoom in": "Inzoomen",
      "Zoom out": "Uitzoomen",
      "Reset axes": "Alles tonen",
      Autoscale: "Passend maken",
      "Double-click to zoom back out": "Dubbelklik om alles te tonen",
      "Double-click on legend to isolate one trace": "Dubbelklik in de legenda om er één te tonen",
    },
    format: {
      days: ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
      shortDays: ["zo", "ma", "di", "wo", "do", "vr", "za"],
      months: ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
      shortMonths: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
      date: "%d-%m-%Y",
    },
  };

  if ("DecompressionStream" in window && document.getElementById("plotly")) watch();
})();
