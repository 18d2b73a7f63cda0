// The filters at the side, and what of them is chosen above the list.

import { VERDICT_NAMES, VERDICTS, UNDECIDED } from "./decisions.js";
import { element, grouped } from "./element.js";
import { FACETS, isFiltering } from "./filter.js";

/** The order of values that have one; others go by how many findings they have. */
const ORDERS = {
  verdict: [UNDECIDED, ...VERDICTS],
  severity: ["error", "warning", "note"],
  level: ["ci", "review"],
};

const NAMES = { ...VERDICT_NAMES, ci: "ci: sure enough for a build", review: "review: worth a look" };

/** The filters; `changed` is called when the user chose. */
export class Facets {
  #place;
  #chosen;
  #changed;
  #boxes = new Map();

  constructor(place, chosen, all, changed) {
    [this.#place, this.#chosen, this.#changed] = [place, chosen, changed];
    for (const facet of FACETS) {
      const values = this.#values(facet, all.get(facet.name));
      // What all findings have in common is no choice.
      if (values.length > 1) this.#place.append(this.#fieldset(facet, values));
    }
  }

  /** Shows the state and how many findings each value has. */
  update(state, counts) {
    for (const [name, boxes] of this.#boxes) {
      for (const [value, { box, label, number }] of boxes) {
        const count = counts.get(name).get(value) ?? 0;
        box.checked = state[name].has(value);
        number.textContent = grouped(count);
        label.classList.toggle("none", count === 0 && !box.checked);
      }
    }
    this.#chosen.hidden = !isFiltering(state);
    const chips = FACETS.flatMap(({ name }) => [...state[name]].map((value) => this.#chip(name, value)));
    if (state.query.trim()) chips.unshift(this.#chip("query", state.query.trim()));
    const clear = element("button", { type: "button", class: "link", onclick: () => this.#clear() }, "Clear all filters");
    this.#chosen.replaceChildren(...chips, clear);
  }

  #values({ name }, counts) {
    const order = ORDERS[name];
    // Every verdict is a choice, whether it was given already or not.
    if (name === "verdict") return order;
    const values = [...counts.keys()];
    if (order) return values.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    if (name === "file") return values;
    return values.sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  }

  #fieldset(facet, values) {
    const boxes = new Map();
    this.#boxes.set(facet.name, boxes);
    const folder = facet.name === "file" ? commonFolder(values) : "";
    const options = values.map((value) => {
      const box = element("input", { type: "checkbox", value, onchange: () => this.#choose(facet.name, value, box.checked) });
      const number = element("span", { class: "number" });
      const name = element("span", { class: "name", title: value }, NAMES[value] ?? value.slice(folder.length));
      const label = element("label", { class: "check" }, box, name, number);
      boxes.set(value, { box, label, number });
      return label;
    });
    const legend = element("legend", {}, facet.title);
    return element("fieldset", { "data-facet": facet.name }, legend, element("div", { class: "options" }, options));
  }

  #choose(name, value, isChosen) {
    this.#changed((state) => {
      if (isChosen) state[name].add(value);
      else state[name].delete(value);
    });
  }

  #chip(name, value) {
    const shown = name === "query" ? `“${value}”` : (VERDICT_NAMES[value] ?? value);
    const remove = () => this.#changed((state) => {
      if (name === "query") state.query = "";
      else state[name].delete(value);
    });
    return element("button", { type: "button", class: "chip", "aria-label": `Take out the filter ${shown}`, onclick: remove },
      element("span", { dir: "auto" }, shown), element("span", { "aria-hidden": "true" }, "×"));
  }

  #clear() {
    this.#changed((state) => {
      state.query = "";
      for (const { name } of FACETS) state[name].clear();
    });
  }
}

/** The folder that all paths are in, with its separator. */
function commonFolder(paths) {
  let folder = paths[0].slice(0, paths[0].lastIndexOf("/") + 1);
  while (folder && !paths.every((path) => path.startsWith(folder))) {
    folder = folder.slice(0, folder.lastIndexOf("/", folder.length - 2) + 1);
  }
  return folder;
}
