// The card of a row: a finding, or the head of a group.

import { neighbours } from "./data.js";
import { UNDECIDED, VERDICT_NAMES, VERDICTS } from "./decisions.js";
import { counted, element, message, visible } from "./element.js";
import { direction, languageName, marksOf, paragraph } from "./segment.js";

/** Makes cards and keeps them up to date. */
export class Cards {
  #app;
  /** Findings of which all that was read is shown, and those that are shown in full length. */
  #read = new Set();
  #whole = new Set();

  /** `app` knows `job` and `decisions`, and what to do: `decide`, `remark`, `toggleGroup`, `goTo`. */
  constructor(app) {
    this.#app = app;
  }

  /** The card of a row. */
  make(row) {
    const [finding] = row.findings;
    const title = `t${row.key}`;
    const card = element("article", {
      class: "card", tabindex: "-1", "aria-labelledby": title, "data-key": row.key, "data-severity": finding.severity,
    });
    card.classList.toggle("group", row.isGroup);
    card.classList.toggle("member", row.isMember);
    card.append(this.#head(row, title));
    if (row.isOpen) card.classList.add("open");
    else card.append(...this.#body(finding, row.key));
    card.append(this.#foot(row));
    this.update(card, row);
    return card;
  }

  /** Shows the decisions on a card that is there. */
  update(card, row) {
    const { decisions } = this.#app;
    const common = decisions.common(row.findings);
    card.dataset.verdict = common ?? "mixed";
    for (const button of card.querySelectorAll("button[data-verdict]")) {
      const isSome = common === null && row.findings.some((finding) => decisions.verdict(finding) === button.dataset.verdict);
      button.setAttribute("aria-pressed", isSome ? "mixed" : String(common === button.dataset.verdict));
    }
    const field = card.querySelector("textarea");
    if (field !== document.activeElement) {
      const comments = new Set(row.findings.map((finding) => decisions.comment(finding)));
      field.value = comments.size === 1 ? [...comments][0] : "";
      field.placeholder = comments.size > 1 ? "Different comments" : "Comment";
      fit(field);
    }
    const state = card.querySelector(".decided");
    state.textContent = common === UNDECIDED ? "" : this.#summary(row, common);
  }

  /** Opens or closes what was read in the finding of a card. */
  toggleRead(card) {
    card.querySelector("button.reading")?.click();
  }

  #summary(row, common) {
    if (common) return VERDICT_NAMES[common];
    const decided = row.findings.filter((finding) => this.#app.decisions.verdict(finding) !== UNDECIDED).length;
    return `${decided} of ${row.findings.length} decided`;
  }

  #head(row, id) {
    const [finding] = row.findings;
    const title = element("h2", { id },
      element("span", { class: "severity" }, finding.severity), " ",
      element("span", { class: "message" }, message(finding.message)));
    const head = element("header", {}, title, element("span", { class: "decided" }));
    if (row.isGroup) {
      const label = row.isOpen ? "Close the group" : `Show all ${row.findings.length}`;
      head.append(element("button", {
        type: "button", class: "toggle", "aria-expanded": String(row.isOpen), onclick: () => this.#app.toggleGroup(row.cause),
      }, label));
    }
    return element("div", { class: "head" }, head, this.#about(row));
  }

  /** Where the finding stands and what it is. */
  #about(row) {
    const [finding] = row.findings;
    const { pair } = finding;
    const check = this.#app.job.checks[finding.check];
    const item = (name, text, attributes = {}) =>
      element("li", { class: name, ...attributes }, element("span", { class: "hidden" }, `${name} `), text);
    const about = element("ul", { class: "about" },
      item("check", finding.check, { title: check.summary }));
    if (row.isGroup) about.append(item("number", `${counted(row.findings.length, "finding")} of one cause`));
    if (!row.isOpen) {
      about.append(item("place", element("bdi", {}, `${pair.path}:${finding.at.join(":")}`)));
      if (pair.document) about.append(item("document", element("bdi", {}, pair.document)));
      if (pair.unit) about.append(item("unit", element("bdi", {}, pair.unit), { title: pair.unit }));
      if (pair.plural) about.append(item("form", `plural form ${pair.plural}`));
      if (pair.max) about.append(item("limit", `at most ${pair.max} characters`));
    }
    about.append(item("type", finding.mqm, { title: "MQM error type" }),
      item("confidence", `${finding.confidence ?? "high"} confidence`));
    return about;
  }

  #body(finding, key) {
    const { pair } = finding;
    const sides = element("div", { class: "sides" });
    this.#showSides(finding, sides);
    const parts = [sides];
    const advice = [];
    if (finding.suggestion) {
      const lang = pair.target?.lang;
      const text = element("q", { lang, dir: "auto" }, visible(finding.suggestion));
      advice.push(element("p", {}, element("strong", {}, "Suggestion "), text));
    }
    if (finding.help) advice.push(element("p", {}, element("strong", {}, "Help "), message(finding.help)));
    for (const { side, file, at, text } of finding.related ?? []) {
      const quote = element("q", { lang: pair[side]?.lang, dir: "auto" }, visible(text));
      const place = `${this.#app.job.files[file]}:${at.join(":")}`;
      advice.push(element("p", {}, element("strong", {}, "Elsewhere "), quote, " ", element("bdi", { class: "small" }, place)));
    }
    for (const note of pair.notes ?? []) {
      advice.push(element("p", { class: "note" }, element("strong", {}, "Note "), element("bdi", {}, note)));
    }
    const also = neighbours(finding);
    if (also.length) advice.push(this.#also(also));
    if (advice.length) parts.push(element("div", { class: "advice" }, advice));
    if (pair.source.facts || pair.target?.facts) {
      const read = element("div", { class: "readings", id: `r${key}`, hidden: true });
      parts.push(read);
      if (this.#read.has(finding.id)) this.#showRead(finding, read, sides);
    }
    return parts;
  }

  #showSides(finding, sides) {
    const show = () => this.#showSides(finding, sides);
    sides.replaceChildren(...["source", "target"].map((side) => this.#side(finding, side, show)));
  }

  /** One side with the name of its language. */
  #side(finding, name, show) {
    const side = finding.pair[name];
    const label = name === "source" ? "Source" : "Target";
    if (!side) {
      return element("div", { class: "side" }, element("p", { class: "language" }, label),
        element("p", { class: "text" }, element("span", { class: "nothing" }, "no translation")));
    }
    const marks = marksOf(finding, name, this.#read.has(finding.id));
    const widen = () => {
      this.#whole.add(finding.id);
      show();
    };
    return element("div", { class: "side", "data-side": name, "data-dir": direction(side.lang) },
      element("p", { class: "language" }, `${label} · ${languageName(side.lang)} `, element("code", {}, side.lang)),
      paragraph(side, marks, this.#app.job.signals, this.#whole.has(finding.id), widen));
  }

  /** Other findings in the same segment. */
  #also(others) {
    const buttons = others.map((other) =>
      element("button", { type: "button", class: "link", onclick: () => this.#app.goTo(other) }, other.check));
    return element("p", { class: "also" }, element("strong", {}, "Same segment "), buttons.flatMap((button, at) => (at ? [", ", button] : [button])));
  }

  /** What was read as a figure, a code or a qualifier, on each side, and where. */
  #showRead(finding, read, sides) {
    const columns = ["source", "target"].map((name) => readings(name, finding.pair[name], sides));
    read.replaceChildren(...columns);
    read.hidden = false;
    this.#showSides(finding, sides);
  }

  #switchRead(finding, button) {
    const card = button.closest("article");
    const [read, sides] = [card.querySelector(".readings"), card.querySelector(".sides")];
    const isOpen = !this.#read.delete(finding.id);
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) {
      this.#read.add(finding.id);
      this.#showRead(finding, read, sides);
    } else {
      read.hidden = true;
      this.#showSides(finding, sides);
    }
  }

  #foot(row) {
    const all = row.isGroup ? `all ${row.findings.length}: ` : "";
    const buttons = VERDICTS.map((verdict, at) => element("button", {
      type: "button", "data-verdict": verdict, "aria-pressed": "false", onclick: () => this.#app.decide(row, verdict),
    }, element("span", { class: "hidden" }, all), VERDICT_NAMES[verdict], " ", element("kbd", { "aria-hidden": "true" }, String(at + 1))));
    const label = row.isGroup ? `Comment on all ${row.findings.length}` : "Comment";
    const field = element("textarea", {
      rows: "1", placeholder: "Comment", "aria-label": label, dir: "auto", spellcheck: "true",
      oninput: (event) => fit(event.target),
      onchange: (event) => this.#app.remark(row, event.target.value),
    });
    const parts = [
      element("div", { class: "verdicts", role: "group", "aria-label": "Decision" },
        row.isGroup && element("span", { class: "all", "aria-hidden": "true" }, `All ${row.findings.length}`), buttons),
      field,
      this.#readButton(row),
    ];
    return element("footer", {}, ...parts.filter(Boolean));
  }

  #readButton(row) {
    const [finding] = row.findings;
    const { source, target } = finding.pair;
    if (row.isOpen || !(source.facts || target?.facts)) return null;
    return element("button", {
      type: "button", class: "reading", "aria-controls": `r${row.key}`, "aria-expanded": String(this.#read.has(finding.id)),
      onclick: (event) => this.#switchRead(finding, event.currentTarget),
    }, "What was read ", element("kbd", { "aria-hidden": "true" }, "r"));
  }
}

/** The list of what was read on a side; a line marks its place in the text while it is pointed at. */
function readings(name, side, sides) {
  const facts = side?.facts ?? [];
  if (facts.length === 0) return element("p", { class: "nothing" }, "nothing");
  const point = (index, isOn) => {
    for (const place of sides.querySelectorAll(`[data-side="${name}"] [data-read="${index}"]`)) {
      place.classList.toggle("pointed", isOn);
    }
  };
  const lines = facts.map(([start, end, kind, value], index) => element("tr", {
    tabindex: "0",
    onpointerenter: () => point(index, true),
    onpointerleave: () => point(index, false),
    onfocus: () => point(index, true),
    onblur: () => point(index, false),
  },
  element("td", { lang: side.lang }, element("bdi", {}, side.text.slice(start, end))),
  element("td", {}, element("bdi", {}, value)),
  element("td", { class: "kind" }, kind)));
  const head = element("tr", {}, ["Text", "Value", "Class"].map((text) => element("th", { scope: "col" }, text)));
  return element("table", {}, element("caption", { class: "hidden" }, `Read in the ${name}`),
    element("thead", {}, head), element("tbody", {}, lines));
}

/** Gives a field the height of what stands in it. */
function fit(field) {
  field.rows = Math.min(6, field.value.split("\n").length);
}
