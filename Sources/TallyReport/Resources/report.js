"use strict";
// The page is whole without this script; it adds sliders, inputs and the list of documents.
(() => {
  const element = (id) => document.getElementById(id);
  const data = (id) => { const found = element(id); return found ? JSON.parse(found.textContent) : null; };

  /// Makes an element; strings become text, never markup.
  const make = (name, properties = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key in made && key !== "role") made[key] = value; else made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };

  // Marks that reorder or hide text, and control characters but for line breaks and tabs.
  const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
  const clean = (text) => String(text).replace(hidden, "");

  const money = (dollars) => {
    if (!Number.isFinite(dollars)) return "no rate";
    const size = Math.abs(dollars);
    if (size === 0) return "$0";
    const sign = dollars < 0 ? "-$" : "$";
    if (size >= 999.995) return sign + Math.round(size).toLocaleString("en-US");
    if (size >= 0.09995) return sign + size.toFixed(2);
    const decimals = Math.min(12, Math.max(4, 1 - Math.floor(Math.log10(size))));
    return sign + size.toFixed(decimals);
  };

  for (const part of document.querySelectorAll("[data-live]")) part.hidden = false;
  const numbers = data("numbers");

  // A month of documents at a volume and a share of cached prompt tokens.
  const month = () => {
    const [volume, rate] = [element("volume"), element("cache-rate")];
    if (!volume) return;
    const text = element("volume-text");
    const start = volume.value;
    const show = () => {
      // The benchmark's own volume holds until the slider is moved.
      const stated = volume.value === start ? numbers.volume : null;
      const power = Math.pow(10, Number(volume.value));
      const digits = Math.pow(10, Math.floor(Math.log10(power)) - 1);
      const documents = stated ?? Math.round(power / digits) * digits;
      const share = Number(rate.value) / 100;
      text.textContent = documents.toLocaleString("en-US");
      element("cache-rate-text").textContent = rate.value + " %";
      for (const output of document.querySelectorAll("[data-month]")) {
        const run = numbers.runs[output.dataset.run];
        let each = run[output.dataset.month];
        if (output.dataset.month === "rate") {
          each = run.uncached === null || run.cached === null
            ? NaN : run.uncached + (run.cached - run.uncached) * share;
        }
        output.textContent = each === null ? "no rate" : money(each * documents);
      }
      element("month-note").textContent = "At " + documents.toLocaleString("en-US")
        + " documents a month. A document’s cost is a straight line in the share of its prompt tokens that come from the provider’s cache.";
    };
    volume.addEventListener("input", show);
    rate.addEventListener("input", show);
    show();
  };

  // What reviews and errors add to each document.
  const aftermath = () => {
    const inputs = ["error-cost", "review-cost", "review-flag"].map(element);
    if (!inputs[0]) return;
    const show = () => {
      const [error, review] = [Number(inputs[0].value), Number(inputs[1].value)];
      let best = null;
      const rows = [];
      for (const output of document.querySelectorAll("[data-aftermath]")) {
        const run = numbers.runs[output.dataset.run];
        const [flagged, missed] = run.reviews[inputs[2].value] ?? [NaN, NaN];
        const parts = { review: flagged * review, error: missed * error };
        parts.sum = run.observed + parts.review + parts.error;
        output.textContent = money(parts[output.dataset.aftermath]);
        if (output.dataset.aftermath !== "sum") continue;
        const row = output.closest("tr");
        rows.push(row);
        if (best === null || parts.sum < best.sum) best = { sum: parts.sum, row, name: run.name };
      }
      for (const row of rows) row.classList.toggle("best", row === best?.row);
      element("aftermath-note").textContent = best === null ? ""
        : `${clean(best.name)} costs least in all, ${money(best.sum)} a document. Errors are wrong documents that nobody looks at.`;
    };
    for (const input of inputs) input.addEventListener("input", show);
    show();
  };

  // ---- documents

  const inflate = async (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).json();
  };

  const documents = () => {
    const table = data("cases");
    if (!table) return;
    const flips = element("flips");
    if (flips) flips.hidden = true;
    const blocks = new Map();
    const block = (number) => {
      if (!blocks.has(number)) blocks.set(number, inflate(element("block-" + number).textContent));
      return blocks.get(number);
    };
    const detail = async (index) => (await block(Math.floor(index / table.block)))[index % table.block];

    const pick = (id, choices) => {
      const select = element(id);
      select.append(...choices.map(([value, words]) => make("option", { value }, words)));
      return select;
    };
    const names = table.runs.map((name, index) => [String(index), clean(name)]);
    const any = [["", "any"]];
    const kind = pick("f-kind", table.runs.length > 1
      ? [["flips", "lost or won"], ["lost", "lost"], ["won", "won"], ["both", "both wrong"], ["wrong", "any wrong"], ["all", "all"]]
      : [["wrong", "wrong"], ["right", "right"], ["all", "all"]]);
    const base = pick("f-base", names);
    const other = pick("f-other", names);
    const field = pick("f-field", any.concat(table.fields.map((name, index) => [String(index), clean(name).replaceAll("_", " ")])));
    const tag = pick("f-tag", any.concat(table.tags.map((name, index) => [String(index), clean(name)])));
    const error = pick("f-error", any.concat(table.kinds.map((name, index) => [String(index), name])));
    const search = element("f-text");
    other.value = String(Math.min(1, table.runs.length - 1));
    element("f-pair-label").hidden = table.runs.length < 2;

    const isWrong = (answer) => answer !== null && answer[0] !== null && answer[0] < 1;
    const isRight = (answer) => answer !== null && answer[0] === 1;
    const passes = {
      flips: (a, b) => (isRight(a) && isWrong(b)) || (isWrong(a) && isRight(b)),
      lost: (a, b) => isRight(a) && isWrong(b),
      won: (a, b) => isWrong(a) && isRight(b),
      both: (a, b) => isWrong(a) && isWrong(b),
      wrong: (a, b) => isWrong(a) || isWrong(b),
      right: (a) => isRight(a),
      all: () => true,
    };

    // What a search looks through is read when somebody searches.
    let texts = null;
    const searchable = async () => {
      if (texts) return texts;
      const all = [];
      for (let number = 0; number * table.block < table.cases.length; number++) all.push(block(number));
      const parts = (await Promise.all(all)).flat();
      texts = parts.map((part, index) => (table.cases[index][0] + " " + (part.text ?? "") + " "
        + JSON.stringify([part.expected ?? null, part.answers.map((answer) => answer?.output ?? null)])).toLowerCase());
      return texts;
    };

    let shown = [];
    let selected = 0;
    let turn = 0;
    const filter = async () => {
      const mine = ++turn;
      const words = search.value.trim().toLowerCase();
      const found = words ? await searchable() : null;
      if (mine !== turn) return;
      const [left, right] = [Number(base.value), Number(other.value)];
      const pass = passes[kind.value];
      shown = [];
      table.cases.forEach(([, tags, answers], index) => {
        const pair = [answers[left], answers[right]];
        if (!pass(...pair)) return;
        if (tag.value && !tags.includes(Number(tag.value))) return;
        if (field.value && !pair.some((answer) => answer?.[2].includes(Number(field.value)))) return;
        if (error.value && !pair.some((answer) => answer?.[3].includes(Number(error.value)))) return;
        if (found && !found[index].includes(words)) return;
        shown.push(index);
      });
      element("f-count").textContent = `${shown.length.toLocaleString("en-US")} of ${table.cases.length.toLocaleString("en-US")}`;
      list.scrollTop = 0;
      draw();
      await open(0);
    };

    // Only rows in sight are in the document.
    const height = 46;
    const list = element("list");
    const rows = element("rows");
    const state = (answer, name) => {
      if (answer === null) return make("span", {}, `${name}: no result  `);
      if (isRight(answer)) return make("span", { className: "ok" }, `✓ ${name}  `);
      const share = answer[0] > 0 ? ` (${Math.round(answer[0] * 100)} % of repeats)` : "";
      const wrong = answer[1] === "answered" ? answer[2].map((place) => table.fields[place].replaceAll("_", " ")).join(", ") : answer[1];
      return isWrong(answer) ? make("span", { className: "no" }, `✗ ${name}: ${clean(wrong)}${share}  `)
        : make("span", {}, `${name}: ${answer[1] === "answered" ? "nothing required" : answer[1]}  `);
    };
    const draw = () => {
      rows.style.height = shown.length * height + "px";
      const first = Math.max(0, Math.floor(list.scrollTop / height) - 5);
      const last = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / height) + 5);
      const fresh = [];
      for (let place = first; place < last; place++) {
        const [id, , answers] = table.cases[shown[place]];
        const pair = table.runs.length > 1 ? [Number(base.value), Number(other.value)] : [0];
        const row = make("div", { className: "row", role: "option", id: "row-" + place, "aria-selected": String(place === selected) },
          make("b", { dir: "auto" }, clean(id)), ...pair.map((run) => state(answers[run], clean(table.runs[run]))));
        row.style.top = place * height + "px";
        row.addEventListener("click", () => open(place));
        fresh.push(row);
      }
      rows.replaceChildren(...fresh);
      list.setAttribute("aria-activedescendant", shown.length ? "row-" + selected : "");
    };
    list.addEventListener("scroll", draw, { passive: true });
    list.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -shown.length, End: shown.length };
      if (!(event.key in steps)) return;
      event.preventDefault();
      const place = Math.min(shown.length - 1, Math.max(0, selected + steps[event.key]));
      if (place < 0) return;
      list.scrollTop = Math.min(Math.max(list.scrollTop, (place + 1) * height - list.clientHeight), place * height);
      open(place);
    });

    // ---- one document

    const words = (value) => {
      if (value === undefined) return "–";
      if (value === null) return "null";
      if (Array.isArray(value)) return value.map(words).join("\n");
      if (typeof value === "object") {
        return Object.entries(value).map(([key, part]) => key === "description" ? words(part) : `${key.replaceAll("_", " ")} ${words(part)}`).join(", ");
      }
      return String(value);
    };
    /// What two short texts have in common, letter by letter (the longest common subsequence): parts that both have (0), that
    /// only the second has (1), and that only the first has (-1).
    const difference = (from, to) => {
      const [a, b] = [[...from], [...to]];
      if (a.length * b.length > 40000) return [[to, 1]];
      const best = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
      for (let i = a.length - 1; i >= 0; i--) {
        for (let j = b.length - 1; j >= 0; j--) {
          best[i][j] = a[i] === b[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
        }
      }
      const parts = [];
      const add = (letter, side) => {
        const last = parts.at(-1);
        if (last && last[1] === side) last[0] += letter; else parts.push([letter, side]);
      };
      let [i, j] = [0, 0];
      while (i < a.length || j < b.length) {
        if (i < a.length && j < b.length && a[i] === b[j]) { add(b[j], 0); i++; j++; }
        else if (j >= b.length || (i < a.length && best[i + 1][j] >= best[i][j + 1])) { add(a[i], -1); i++; }
        else { add(b[j], 1); j++; }
      }
      return parts;
    };
    /// A value with what differs from the truth marked; of a list, the lines that the truth does not have.
    const marked = (truth, value, isWrong) => {
      const [from, to] = [clean(words(truth)), clean(words(value))];
      if (!isWrong || from === to) return [document.createTextNode(to)];
      if (Array.isArray(value)) {
        const known = from.split("\n");
        return to.split("\n").map((line) => make("div", known.includes(line) ? {} : { className: "cut" }, line));
      }
      if (from === "–" || from === "null") return [make("mark", { className: "cut" }, to)];
      const parts = difference(from, to);
      const common = parts.reduce((sum, [text, side]) => sum + (side === 0 ? text.length : 0), 0);
      // Of values that have little in common the letters they share say nothing.
      if (common * 2 < Math.max(from.length, to.length)) return [make("mark", { className: "cut" }, to)];
      return parts.map(([text, side]) => side === 0 ? document.createTextNode(text)
        : side === 1 ? make("mark", { className: "cut" }, text)
          : make("span", { className: "gap", title: "missing: " + text, role: "img", "aria-label": "missing: " + text }, "‸"));
    };

    const pane = element("detail");
    const receipt = (item, index) => {
      const parts = [];
      const picture = item.picture ? element("picture-" + index) : null;
      if (picture) {
        parts.push(make("img", { src: `data:${picture.dataset.type};base64,${picture.textContent}`, alt: "The receipt of " + clean(table.cases[index][0]) }));
      } else if (item.image) {
        parts.push(make("p", { className: "note" }, "Image: " + clean(item.image) + " (not in this file)"));
      }
      if (item.text) parts.push(make("pre", { dir: "auto", tabIndex: 0 }, clean(item.text)));
      return parts;
    };
    const row = (name, item, answers) => {
      const truth = item.expected ? item.expected[name] : undefined;
      const cells = answers.map((answer) => {
        if (answer === null) return make("td", {}, "no result");
        const outcome = answer.fields[name];
        const faults = [...(answer.faults[name] ?? []),
          ...Object.entries(answer.faults).filter(([key]) => key.startsWith(name + ".")).flatMap(([, kinds]) => kinds)];
        const isWrong = (outcome && outcome !== "correct" && outcome !== "absent") || (name === "line_items" && faults.some((kind) => kind !== "format only"));
        const value = answer.output ? marked(truth, answer.output[name], isWrong) : [outcome ?? "–"];
        const cell = make("td", { dir: "auto" }, ...value);
        if (outcome) cell.prepend(make("span", { className: isWrong ? "wrong" : "right" }, isWrong ? "✗ " : "✓ "));
        if (faults.length) cell.append(make("span", { className: "fault" }, [...new Set(faults)].join(", ")));
        return cell;
      });
      const expected = item.expected === undefined ? "withheld" : truth === undefined ? "not annotated" : clean(words(truth));
      return make("tr", {}, make("th", { scope: "row" }, name.replaceAll("_", " ")),
        make("td", { dir: "auto" }, ...expected.split("\n").map((line) => make("div", {}, line))), ...cells);
    };
    const open = async (place) => {
      selected = place;
      draw();
      if (!shown.length) { pane.replaceChildren(make("p", {}, "No document passes these filters.")); return; }
      const index = shown[place];
      const item = await detail(index);
      if (shown[selected] !== index) return;
      const [id, tags, states] = table.cases[index];
      const known = new Set([...Object.keys(item.expected ?? {}), ...item.answers.flatMap((answer) => Object.keys(answer?.fields ?? {})),
        ...item.answers.flatMap((answer) => Object.keys(answer?.faults ?? {}).map((key) => key.split(".")[0]))]);
      const order = [...table.fields.filter((name) => known.has(name)), ...[...known].filter((name) => !table.fields.includes(name))];
      const head = make("tr", {}, make("th", { scope: "col" }, "field"), make("th", { scope: "col" }, "expected"),
        ...table.runs.map((name) => make("th", { scope: "col" }, clean(name))));
      const end = make("tr", {}, make("th", { scope: "row" }, "answer"), make("td", {}, ""),
        ...item.answers.map((answer, run) => make("td", {}, answer === null ? "no result"
          : `${states[run][1]}, ${answer.cost ?? "unpriced"}, ${answer.service === null ? "not timed" : answer.service + " s"}`)));
      const grid = make("table", {}, make("caption", {}, "Expected and answered; what differs is marked"), make("thead", {}, head),
        make("tbody", {}, ...order.map((name) => row(name, item, item.answers)), end));
      pane.replaceChildren(make("h3", { dir: "auto" }, clean(id)),
        make("p", { className: "note" }, tags.map((number) => clean(table.tags[number])).join(" · ")),
        make("div", { className: "receipt" }, make("div", { className: "wide", tabIndex: 0, role: "group", "aria-label": "Answers" }, grid),
          make("div", {}, ...receipt(item, index))));
    };

    for (const select of [kind, base, other, field, tag, error]) select.addEventListener("change", filter);
    search.addEventListener("input", filter);
    element("filters").addEventListener("submit", (event) => event.preventDefault());
    kind.value = kind.options[0].value;
    filter().then(async () => {
      // Where nothing came out differently, all documents are of more use than an empty list.
      if (!shown.length) { kind.value = "all"; await filter(); }
      performance.mark("tally-ready");
    });
  };

  month();
  aftermath();
  documents();
})();
