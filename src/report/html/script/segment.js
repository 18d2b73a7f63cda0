// One side of a pair: its text in its language and direction, with what is marked in it and what
// cannot be seen in it shown.

import { element } from "./element.js";

/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT = new Set(["Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"]);

/** Longer segments are cut to what is marked with so many characters on each side of it. */
const LONG = 900;
const AROUND = 240;

/** What could mislead or is not seen: spaces that are not ordinary, controls, marks without a shape. */
const SPECIAL = new RegExp([
  "[\\u0000-\\u001f\\u007f-\\u009f\\u00a0\\u00ad\\u061c\\u1680\\u180e\\u2000-\\u200b\\u200e\\u200f\\u2028-\\u202f",
  "\\u205f-\\u206f\\u3000\\u3164\\ufeff\\ufff9-\\uffff]",
  "|[\\u{e0000}-\\u{e007f}]|^ +| +$| {2,}",
].join(""), "gu");

const SIGNS = new Map([
  ["\u00ad", "SHY"], ["\u061c", "ALM"], ["\u180e", "MVS"], ["\u200b", "ZWSP"], ["\u200e", "LRM"], ["\u200f", "RLM"],
  ["\u2028", "LSEP"], ["\u2029", "PSEP"], ["\u202a", "LRE"], ["\u202b", "RLE"], ["\u202c", "PDF"], ["\u202d", "LRO"],
  ["\u202e", "RLO"], ["\u2060", "WJ"], ["\u2066", "LRI"], ["\u2067", "RLI"], ["\u2068", "FSI"], ["\u2069", "PDI"],
  ["\ufeff", "BOM"], ["\ufffd", "U+FFFD"],
]);

const BLANKS = new Map([
  [" ", "space"], ["\u00a0", "no-break space"], ["\u2007", "figure space"], ["\u2009", "thin space"],
  ["\u200a", "hair space"], ["\u202f", "narrow no-break space"], ["\u3000", "ideographic space"],
]);

const OBJECT = "\ufffc";

const languageNames = new Intl.DisplayNames("en", { type: "language", fallback: "code" });

/** The direction of a language; `auto` where its script is not known. */
export function direction(tag) {
  try {
    const { script } = new Intl.Locale(tag).maximize();
    if (!script) return "auto";
    return RIGHT_TO_LEFT.has(script) ? "rtl" : "ltr";
  } catch {
    return "auto";
  }
}

/** What a language is called. */
export function languageName(tag) {
  try {
    return languageNames.of(tag);
  } catch {
    return tag;
  }
}

/** What to mark on one side of a finding, and where to cut a long segment. */
export function marksOf(finding, side, withFacts) {
  const text = finding.pair[side].text;
  const other = side === "source" ? "target" : "source";
  const across = finding[other] && finding.pair[other]?.text.length;
  return {
    primary: finding[side],
    // What is marked already is not marked again.
    evidence: (finding.evidence ?? []).filter((seen) => seen.side === side && !isWithin(finding[side], seen.at)),
    facts: withFacts ? (finding.pair[side].facts ?? []) : [],
    // Where only the other side is marked, what belongs together stands at about the same share.
    focus: across ? Math.round((finding[other][0] / across) * text.length) : 0,
  };
}

function isWithin(inner, [start, end]) {
  return Boolean(inner) && start <= inner[0] && inner[1] <= end;
}

/** The text of a side as a paragraph. `isWhole` shows all of a long one; `widen` is called for it. */
export function paragraph(side, marks, signals, isWhole, widen) {
  const { lang, text } = side;
  const made = element("p", { class: "text", lang, dir: direction(lang) });
  if (text === "") {
    made.append(element("span", { class: "nothing", lang: "en", dir: "ltr" }, "empty"));
    return made;
  }
  const writer = new Writer(made, side, marks, signals);
  const windows = isWhole || text.length <= LONG ? [[0, text.length]] : windowsOf(text, marks);
  let end = 0;
  for (const [from, to] of windows) {
    if (from > end) writer.gap();
    writer.write(from, to);
    end = to;
  }
  if (end < text.length) writer.gap();
  if (windows.length > 1 || windows[0][0] > 0 || end < text.length) {
    made.append(" ", element("button", { type: "button", class: "link", lang: "en", dir: "ltr", onclick: widen }, "whole segment"));
  }
  return made;
}

/** Writes stretches of a text, with an element around each that is marked. */
class Writer {
  #place;
  #side;
  #marks;
  #signals;
  #borders;
  /** The element around what is marked first of all, once it was met. */
  #primary = null;

  constructor(place, side, marks, signals) {
    [this.#place, this.#side, this.#marks, this.#signals] = [place, side, marks, signals];
    const borders = new Set(marks.primary ?? []);
    for (const { at } of marks.evidence) at.forEach((offset) => borders.add(offset));
    for (const [start, end] of marks.facts) borders.add(start).add(end);
    this.#borders = [...borders].sort((a, b) => a - b);
  }

  gap() {
    this.#place.append(element("span", { class: "gap", "aria-label": "left out", role: "img" }, "…"));
  }

  write(from, to) {
    const inner = this.#borders.filter((offset) => offset > from && offset < to);
    const stops = [from, ...inner, to];
    for (let at = 0; at + 1 < stops.length; at += 1) {
      this.#point(stops[at]);
      this.#stretch(stops[at], stops[at + 1]);
    }
    if (to === this.#side.text.length) this.#point(to);
  }

  /** A mark between two characters. */
  #point(offset) {
    const [start, end] = this.#marks.primary ?? [];
    if (start !== offset || start !== end || this.#primary) return;
    this.#primary = element("mark", { class: "primary point", role: "img", "aria-label": "here" });
    this.#place.append(this.#primary);
  }

  #stretch(start, end) {
    const covers = ([from, to]) => from <= start && end <= to;
    let place = this.#place;
    if (this.#marks.primary && covers(this.#marks.primary)) {
      if (!this.#primary) {
        this.#primary = element("mark", { class: "primary" });
        place.append(this.#primary);
      }
      place = this.#primary;
    }
    const seen = this.#marks.evidence.filter(({ at }) => covers(at));
    if (seen.length) {
      const title = seen.map(({ name, note }) => note || this.#signals[name] || name).join("; ");
      place = inside(place, element("span", { class: "evidence", title }));
    }
    const read = this.#marks.facts.findIndex(covers);
    if (read >= 0) place = inside(place, element("span", { class: "read", "data-read": read }));
    this.#text(place, start, end);
  }

  /** The characters themselves. */
  #text(place, start, end) {
    const text = this.#side.text.slice(start, end);
    let done = 0;
    for (const match of text.matchAll(SPECIAL)) {
      // An edge of the stretch is no edge of the text.
      const isInner = match[0] === " " && start + match.index > 0 && start + match.index + 1 < this.#side.text.length;
      if (isInner) continue;
      place.append(text.slice(done, match.index));
      place.append(match[0] === OBJECT ? this.#code(start + match.index) : special(match[0]));
      done = match.index + match[0].length;
    }
    place.append(text.slice(done));
  }

  /** An inline code of the file. */
  #code(offset) {
    const before = this.#side.text.slice(0, offset).split(OBJECT).length - 1;
    const shown = this.#side.codes?.[before] || "code";
    return element("span", { class: "code", dir: "ltr" }, shown);
  }
}

function inside(place, made) {
  place.append(made);
  return made;
}

/** A character that is not seen, or spaces, in a form that is. It is copied as what it is. */
function special(text) {
  if (text === "\n" || text === "\r\n") return element("span", { class: "break" }, text);
  const code = `U+${text.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  if (text === "\t") return element("span", { class: "tab", title: "tab" }, text);
  if (BLANKS.has(text[0]) || /^\s$/u.test(text)) {
    return element("span", { class: "blank", title: `${BLANKS.get(text[0]) ?? "space"} ${code}` }, text);
  }
  const sign = SIGNS.get(text) ?? code;
  // The direction that a character starts or overrides ends with its sign.
  return element("bdi", { class: "sign", "data-sign": sign, title: code, role: "img", "aria-label": sign }, text);
}

/** The stretches of a long text that are worth showing: around what is marked. */
function windowsOf(text, marks) {
  const spots = [marks.primary, ...marks.evidence.map(({ at }) => at)].filter(Boolean);
  if (spots.length === 0) spots.push([marks.focus, marks.focus]);
  spots.sort((a, b) => a[0] - b[0]);
  const windows = [];
  for (const [start, end] of spots) {
    const from = snap(text, Math.max(0, start - AROUND), -1);
    const to = snap(text, Math.min(text.length, end + AROUND), 1);
    const last = windows.at(-1);
    if (last && from <= last[1] + AROUND / 2) last[1] = Math.max(last[1], to);
    else windows.push([from, to]);
  }
  return windows;
}

/** The next place from here on where a text may be cut: at a space, and never inside a character. */
function snap(text, offset, step) {
  for (let at = offset, tries = 0; at > 0 && at < text.length; at += step, tries += 1) {
    const isInside = /[\udc00-\udfff\p{M}\u200d]/u.test(text[at]) || /[\ud800-\udbff\u200d]/.test(text[at - 1]);
    if (/\s/.test(text[at]) || (tries > 30 && !isInside)) return at;
  }
  return step < 0 ? 0 : text.length;
}
