// The score card of MQM (Multidimensional Quality Metrics): errors by type and severity, what they
// weigh, and what that comes to for the words of the job.
//
// What is decided to be a false alarm or is fixed is no error. Findings that are not decided count as
// errors, which the card says.

import { UNDECIDED } from "./decisions.js";
import { download, element, grouped } from "./element.js";
import { keep, recall } from "./store.js";

/** The severities of MQM; `neutral` is an error without a penalty. */
const LEVELS = ["neutral", "minor", "major", "critical"];

/**
 * What a finding weighs until the reader of the card says otherwise. An error misleads, which MQM calls
 * major. A warning is probable and a note is style: minor. Whether an error is critical only a person
 * can say.
 */
const USUAL = {
  weights: { neutral: 0, minor: 1, major: 5, critical: 25 },
  levels: { error: "major", warning: "minor", note: "minor" },
  once: false,
  words: {},
};

/** The figures of a card. */
export function scoreCard(findings, decisions, words, settings) {
  const rows = new Map();
  const causes = new Set();
  let undecided = 0;
  for (const finding of findings) {
    const verdict = decisions.verdict(finding);
    if (verdict !== UNDECIDED && verdict !== "right") continue;
    if (settings.once && causes.has(finding.cause)) continue;
    causes.add(finding.cause);
    undecided += Number(verdict === UNDECIDED);
    const row = rows.get(finding.mqm) ?? { type: finding.mqm, neutral: 0, minor: 0, major: 0, critical: 0 };
    row[settings.levels[finding.severity]] += 1;
    rows.set(finding.mqm, row);
  }
  const types = [...rows.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
  const total = { type: "all", neutral: 0, minor: 0, major: 0, critical: 0 };
  for (const row of types) {
    for (const level of LEVELS) total[level] += row[level];
    row.penalty = penalty(row, settings.weights);
  }
  total.penalty = penalty(total, settings.weights);
  return {
    types,
    total,
    words,
    undecided,
    perThousand: words ? (1000 * total.penalty) / words : null,
    score: words ? 100 * (1 - total.penalty / words) : null,
  };
}

/** The card as a table of comma-separated values. */
export function scoreTable(card, settings) {
  const cells = (row) => [row.type, ...LEVELS.map((level) => row[level]), row.penalty];
  const lines = [
    ["type", ...LEVELS, "penalty"],
    ...card.types.map(cells),
    cells(card.total),
    [],
    ["weight", ...LEVELS.map((level) => settings.weights[level])],
    ["words", card.words],
    ["undecided", card.undecided],
    ["penalty per 1000 words", rounded(card.perThousand)],
    ["quality score", rounded(card.score)],
  ];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

/** The card for programs. */
export function scoreFile(card, settings, languages) {
  const { types, total, words, undecided } = card;
  const { weights, levels, once } = settings;
  const file = {
    version: 1, tool: "tieout", languages, words, weights, severities: levels, repeated_causes_count_once: once,
    types, total, undecided, penalty_per_1000_words: rounded(card.perThousand), quality_score: rounded(card.score),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The dialog of the card. */
export class ScoreView {
  #place;
  #data;
  #decisions;
  #settings = { ...structuredClone(USUAL), ...recall("score") };
  /** The languages that the card is about, or nothing for all. */
  #languages = "";

  constructor(place, data, decisions) {
    [this.#place, this.#data, this.#decisions] = [place, data, decisions];
    decisions.addEventListener("change", () => this.#place.closest("dialog").open && this.show());
  }

  show() {
    const card = this.#card();
    this.#place.replaceChildren(
      element("div", { class: "figures" },
        figure("Quality score", card.score === null ? "–" : rounded(card.score), "of 100"),
        figure("Penalty per 1,000 words", card.perThousand === null ? "–" : rounded(card.perThousand)),
        figure("Errors", grouped(LEVELS.reduce((sum, level) => sum + card.total[level], 0)), card.undecided ? `${grouped(card.undecided)} of them undecided` : "all decided"),
        figure("Words of the source", grouped(card.words))),
      this.#table(card),
      this.#form(),
      element("p", { class: "small" }, "False alarms and what is fixed are left out; undecided findings count. Score = 100 × (1 − penalty ÷ words), MQM’s raw score without calibration. Penalty = errors × weights, all error types alike."),
      element("div", { class: "row" },
        element("button", { type: "button", onclick: () => this.#export("csv") }, "Export as CSV"),
        element("button", { type: "button", onclick: () => this.#export("json") }, "Export as JSON"),
        element("button", { type: "button", class: "link", onclick: () => this.#reset() }, "Usual weights")));
  }

  #card() {
    const { findings, job } = this.#data;
    const isMeant = ({ source, target }) => !this.#languages || this.#languages === `${source} → ${target}`;
    const counted = job.words.filter(isMeant).reduce((sum, { words }) => sum + words, 0);
    const words = this.#settings.words[this.#wordsKey()] ?? counted;
    const about = this.#languages ? findings.filter(({ pair }) => pair.langs === this.#languages) : findings;
    return scoreCard(about, this.#decisions, words, this.#settings);
  }

  /** Words that the reader of the card typed hold for this report and these languages. */
  #wordsKey() {
    return `${this.#data.id} ${this.#languages}`;
  }

  #table(card) {
    const { weights } = this.#settings;
    const head = element("tr", {}, element("th", { scope: "col" }, "Error type"),
      LEVELS.map((level) => element("th", { scope: "col", class: "number" }, `${level} × ${weights[level]}`)),
      element("th", { scope: "col", class: "number" }, "penalty"));
    const line = (row) => element("tr", {}, element("th", { scope: "row" }, row.type),
      LEVELS.map((level) => element("td", { class: row[level] ? "number" : "number none" }, grouped(row[level]))),
      element("td", { class: "number" }, grouped(row.penalty)));
    return element("div", { class: "scrolled", tabindex: "0", role: "region", "aria-label": "Errors by type and severity" },
      element("table", {},
        element("caption", { class: "hidden" }, "Errors by type and severity"),
        element("thead", {}, head),
        element("tbody", {}, card.types.map(line)),
        element("tfoot", {}, line(card.total))));
  }

  #form() {
    const { weights, levels, once } = this.#settings;
    const { job } = this.#data;
    const form = element("form", { class: "settings", onsubmit: (event) => event.preventDefault() });
    if (job.words.length > 1) {
      const names = job.words.map(({ source, target }) => `${source} → ${target}`);
      const options = ["", ...names].map((name) => element("option", { value: name, selected: name === this.#languages }, name || "all"));
      form.append(element("label", {}, "Languages ",
        element("select", { onchange: (event) => { this.#languages = event.target.value; this.show(); } }, options)));
    }
    form.append(element("label", {}, "Words ", number(this.#card().words, (value) => {
      this.#settings.words[this.#wordsKey()] = value;
    }, this.#changed)));
    form.append(element("fieldset", {}, element("legend", {}, "Weights"), LEVELS.map((level) =>
      element("label", {}, `${level} `, number(weights[level], (value) => { weights[level] = value; }, this.#changed)))));
    form.append(element("fieldset", {}, element("legend", {}, "Findings count as"), Object.keys(levels).map((severity) => {
      const options = LEVELS.map((level) => element("option", { value: level, selected: level === levels[severity] }, level));
      const choose = (event) => { levels[severity] = event.target.value; this.#changed(); };
      return element("label", {}, `${severity} `, element("select", { onchange: choose }, options));
    })));
    const box = element("input", { type: "checkbox", checked: once, onchange: (event) => { this.#settings.once = event.target.checked; this.#changed(); } });
    form.append(element("label", { class: "check" }, box, " Count findings of one cause once"));
    return form;
  }

  #changed = () => {
    keep("score", this.#settings);
    const label = document.activeElement?.closest("label")?.textContent;
    this.show();
    // What was typed in is a new field; the reader goes on where he was.
    for (const place of this.#place.querySelectorAll("label")) {
      if (place.textContent === label) place.querySelector("input, select")?.focus();
    }
  };

  #reset() {
    this.#settings = structuredClone(USUAL);
    this.#changed();
  }

  #export(kind) {
    const card = this.#card();
    if (kind === "csv") download("scorecard.csv", "text/csv", scoreTable(card, this.#settings));
    else download("scorecard.json", "application/json", scoreFile(card, this.#settings, this.#languages || "all"));
  }
}

function penalty(row, weights) {
  return LEVELS.reduce((sum, level) => sum + row[level] * weights[level], 0);
}

function rounded(value) {
  return value === null ? null : Math.round(value * 100) / 100;
}

function figure(name, value, remark) {
  return element("div", { class: "figure" }, element("span", { class: "name" }, name),
    element("strong", {}, String(value)), remark && element("span", { class: "remark" }, remark));
}

function number(value, set, changed) {
  return element("input", {
    type: "number", min: "0", step: "any", value: String(value), onchange: (event) => {
      set(Math.max(0, Number(event.target.value) || 0));
      changed();
    },
  });
}
