// The page: what the user does, and what is shown of it.

import { Cards } from "./card.js";
import { load } from "./data.js";
import { Decisions, UNDECIDED, VERDICT_NAMES } from "./decisions.js";
import { openDialog, warnWhereNothingIsKept, wireBox, wireExchange, wireTheme } from "./dialogs.js";
import { byId, counted, element, grouped, toast, visible } from "./element.js";
import { Facets } from "./facets.js";
import { apply, emptyState, fromHash, isFiltering, rows, toHash } from "./filter.js";
import { wireKeys } from "./keys.js";
import { List } from "./list.js";
import { ScoreView } from "./score.js";

/** How long the page waits for more before it searches or writes its address, in milliseconds. */
const PAUSE = 150;

/** The page with its findings. */
class App {
  decisions;
  job;
  #findings;
  #state = fromHash(location.hash);
  #shown = [];
  /** The causes of the groups that are open. */
  #open = new Set();
  #facets;
  #cards;
  #list;
  #score;
  /** The index of the row that keys are about, and the key of that row. */
  #current = -1;
  #currentKey = "";
  #isGoingOn;
  #searching = 0;
  #addressing = 0;

  constructor(data) {
    [this.job, this.#findings] = [data.job, data.findings];
    this.decisions = new Decisions(data.findings, data.id);
    this.#cards = new Cards(this);
    const parts = { bar: byId("bar"), make: (row) => this.#make(row), estimate };
    this.#list = new List(byId("main"), byId("feed"), parts);
    this.#score = new ScoreView(byId("score-body"), data, this.decisions);
    this.#isGoingOn = wireBox("advance");
    const all = apply(data.findings, emptyState(), this.decisions).counts;
    this.#facets = new Facets(byId("facets"), byId("chosen"), all, (change) => this.#choose(change));
    this.#wire();
    this.#describe();
    this.refresh();
    this.#goToId(this.#state.at);
  }

  /** Shows what the filters leave, with the decisions as they are. */
  refresh() {
    const { shown, counts } = apply(this.#findings, this.#state, this.decisions);
    this.#shown = shown;
    this.#facets.update(this.#state, counts);
    const all = rows(shown, this.#state.grouped, this.#open);
    const index = all.findIndex(({ key }) => key === this.#currentKey);
    // Where the current row was filtered out, the one that took its place is next.
    this.#current = index >= 0 ? index : Math.min(this.#current, all.length - 1);
    this.#currentKey = all[this.#current]?.key ?? "";
    const hadFocus = byId("feed").contains(document.activeElement);
    byId("feed").hidden = all.length === 0;
    this.#list.show(all, this.#currentKey);
    this.#mark(hadFocus);
    this.#count(all);
    byId("search").value = byId("search") === document.activeElement ? byId("search").value : this.#state.query;
    byId("sort").value = this.#state.sort;
    byId("grouped").checked = this.#state.grouped;
  }

  decide(row, verdict) {
    const now = this.decisions.toggle(row.findings, verdict);
    const what = row.findings.length > 1 ? counted(row.findings.length, "finding") : "Decided";
    toast(`${what}: ${VERDICT_NAMES[now].toLowerCase()}`, () => this.decisions.undo());
    return now;
  }

  decideCurrent(verdict) {
    const row = this.#list.row(this.#current);
    if (!row) return;
    const { key } = row;
    const now = this.decide(row, verdict);
    const isStillThere = this.#list.row(this.#current)?.key === key;
    // What was decided as a group is not gone through again.
    const step = row.isOpen ? row.findings.length + 1 : 1;
    if (this.#isGoingOn.checked && now !== UNDECIDED && isStillThere) this.move(step);
    else this.focusCurrent();
  }

  remark(row, text) {
    this.decisions.remark(row.findings, text);
  }

  undo() {
    toast(this.decisions.undo() ? "The last decision is undone" : "Nothing to undo");
  }

  comment() {
    this.#list.element(this.#current)?.querySelector("textarea").focus();
  }

  toggleRead() {
    const card = this.#list.element(this.#current);
    if (card) this.#cards.toggleRead(card);
  }

  /** Opens or closes the group of a cause. */
  toggleGroup(cause) {
    if (!this.#open.delete(cause)) this.#open.add(cause);
    this.#currentKey = `g${cause}`;
    this.refresh();
    this.focusCurrent();
  }

  /** The same for the row that keys are about; of a member, its group. */
  toggleCurrent() {
    const row = this.#list.row(this.#current);
    if (row?.isGroup) this.toggleGroup(row.cause);
    else if (row?.isMember) this.toggleGroup(row.findings[0].cause);
  }

  move(step) {
    const from = this.#current < 0 ? this.#list.firstInView() - (step > 0 ? 1 : 0) : this.#current;
    this.goToRow(from + step);
  }

  moveToUndecided(step) {
    for (let at = this.#current + step; at >= 0 && at < this.#list.length; at += step) {
      if (this.#list.row(at).findings.some((finding) => this.decisions.verdict(finding) === UNDECIDED)) {
        this.goToRow(at);
        return;
      }
    }
    toast(`Nothing undecided ${step > 0 ? "after" : "before"} this`);
  }

  goToRow(index) {
    if (this.#list.length === 0) return;
    this.#setCurrent(Math.max(0, Math.min(index, this.#list.length - 1)));
    this.focusCurrent();
  }

  /** Goes to a finding, out of the filters where they hide it. */
  goTo(finding) {
    if (!this.#shown.includes(finding)) {
      this.#state = { ...emptyState(), sort: this.#state.sort, grouped: this.#state.grouped };
    }
    if (this.#state.grouped) this.#open.add(finding.cause);
    this.refresh();
    this.#goToId(finding.id);
  }

  focusCurrent() {
    if (this.#current < 0) return;
    this.#list.reveal(this.#current);
    this.#mark(true);
  }

  openHelp() {
    openDialog("help");
  }

  openScore() {
    this.#score.show();
    openDialog("score");
  }

  closeFilters() {
    document.body.classList.remove("with-filters");
    byId("open-filters").setAttribute("aria-expanded", "false");
  }

  /** Shows what the search field asks for. */
  search() {
    clearTimeout(this.#searching);
    this.#choose((state) => { state.query = byId("search").value; });
  }

  #wire() {
    wireTheme();
    wireBox("shortcuts");
    wireExchange(this.#findings, this.decisions);
    warnWhereNothingIsKept(this.decisions);
    wireKeys(this);
    this.decisions.addEventListener("change", () => this.#decided());
    byId("open-help").addEventListener("click", () => this.openHelp());
    byId("open-score").addEventListener("click", () => this.openScore());
    byId("open-filters").addEventListener("click", (event) => {
      const isOpen = document.body.classList.toggle("with-filters");
      event.currentTarget.setAttribute("aria-expanded", String(isOpen));
      if (isOpen) byId("search").focus();
    });
    byId("skip").addEventListener("click", (event) => {
      // The address holds the filters, not a place in the page.
      event.preventDefault();
      this.goToRow(Math.max(this.#current, 0));
    });
    byId("close-filters").addEventListener("click", () => this.closeFilters());
    byId("main").addEventListener("pointerdown", () => this.closeFilters());
    byId("search").addEventListener("input", () => {
      clearTimeout(this.#searching);
      this.#searching = setTimeout(() => this.search(), PAUSE);
    });
    byId("sort").addEventListener("change", (event) => this.#choose((state) => { state.sort = event.target.value; }));
    byId("grouped").addEventListener("change", (event) => this.#choose((state) => { state.grouped = event.target.checked; }));
    addEventListener("hashchange", () => {
      this.#state = fromHash(location.hash);
      this.refresh();
      this.#goToId(this.#state.at);
    });
    byId("feed").addEventListener("focusin", (event) => this.#focused(event.target.closest("article")));
    addEventListener("beforeprint", () => {
      // On paper nothing can be opened: every finding stands for itself.
      this.#list.show(rows(this.#shown, false, this.#open), "");
      this.#list.print(true);
    });
    addEventListener("afterprint", () => {
      this.#list.print(false);
      this.refresh();
    });
  }

  /** What the run came to, in the head and below the filters. */
  #describe() {
    const { job } = this;
    byId("languages").textContent = languages(job.words);
    const words = job.words.reduce((sum, { words: more }) => sum + more, 0);
    byId("job-line").textContent = `${counted(job.pairs, "pair")}, ${counted(words, "word")} checked`;
    const aside = [
      job.interrupted && "The run was interrupted: what came after is not in this report",
      job.hidden && `${counted(job.hidden, "finding")} not in this report: they show at --level review`,
      job.baselined && `${counted(job.baselined, "finding")} of the baseline left out`,
      job.untranslated && `${counted(job.untranslated, "pair")} without a target`,
      job.skipped && `${counted(job.skipped, "unit")} skipped`,
    ].filter(Boolean);
    byId("aside").replaceChildren(...aside.map((text) => element("span", {}, text)));
    this.#tell(job);
    document.title = `tieout: ${counted(this.#findings.length, "finding")}`;
    this.#progress();
  }

  /** What could not be read, as a list to be opened. */
  #tell({ problems, told }) {
    const place = byId("problems");
    place.hidden = told.length === 0;
    if (place.hidden) return;
    const isPartial = told.some((one) => one.is_failure);
    const what = problems ? counted(problems, "problem") : counted(told.length, "remark");
    const rest = problems > told.length ? [element("li", {}, `and ${grouped(problems - told.length)} more`)] : [];
    place.replaceChildren(
      element("summary", {}, `${what} while reading${isPartial ? ": not everything was checked" : ""}`),
      element("ul", {}, told.map(({ message: text, is_notice: isNotice }) =>
        element("li", { class: isNotice ? "notice" : "problem" }, element("bdi", {}, visible(text)))), rest));
  }

  #progress() {
    const all = this.#findings.length;
    const decided = all - this.decisions.counts().undecided;
    byId("progress").max = Math.max(all, 1);
    byId("progress").value = decided;
    byId("progress-label").textContent = `${grouped(decided)} of ${grouped(all)} decided`;
  }

  #count(all) {
    const { length } = this.#shown;
    const groups = all.filter((row) => row.isGroup).length;
    const of = isFiltering(this.#state) ? ` of ${grouped(this.#findings.length)}` : "";
    const cards = all.filter((row) => !row.isMember).length;
    const within = groups ? ` in ${counted(cards, "card")}` : "";
    const count = `${grouped(length)}${of} ${this.#findings.length === 1 ? "finding" : "findings"}${within}`;
    // What did not change is not read out again.
    if (byId("count").textContent !== count) byId("count").textContent = count;
    const empty = byId("empty");
    empty.hidden = length > 0;
    if (length > 0) return;
    const isClean = this.#findings.length === 0;
    const clear = () => this.#choose((state) => Object.assign(state, emptyState(), { sort: state.sort, grouped: state.grouped }));
    empty.replaceChildren(
      element("h2", {}, isClean ? "Nothing found" : "No finding fits these filters"),
      element("p", {}, isClean ? `${counted(this.job.pairs, "pair")} checked, and all of it ties out.` : "Take one out, or all of them."),
      ...(isClean ? [] : [element("button", { type: "button", onclick: clear }, "Clear all filters")]));
  }

  #make(row) {
    const card = this.#cards.make(row);
    if (row.key === this.#currentKey) {
      card.classList.add("current");
      card.tabIndex = 0;
    }
    return card;
  }

  #choose(change) {
    change(this.#state);
    this.refresh();
    this.#address();
  }

  #decided() {
    this.#progress();
    if (this.#state.verdict.size) {
      this.refresh();
      return;
    }
    const { counts } = apply(this.#findings, this.#state, this.decisions);
    this.#facets.update(this.#state, counts);
    this.#list.forEach((card, row) => this.#cards.update(card, row));
  }

  #focused(card) {
    if (!card || card.dataset.key === this.#currentKey) return;
    for (let at = 0; at < this.#list.length; at += 1) {
      if (this.#list.row(at).key === card.dataset.key) {
        this.#setCurrent(at);
        this.#mark(false);
        return;
      }
    }
  }

  #setCurrent(index) {
    this.#current = index;
    const row = this.#list.row(index);
    this.#currentKey = row.key;
    this.#state.at = row.findings[0].id;
    clearTimeout(this.#addressing);
    this.#addressing = setTimeout(() => this.#address(), PAUSE);
  }

  /** Shows which row keys are about, and gives it the focus where that is wanted. */
  #mark(withFocus) {
    this.#list.forEach((card, row) => {
      const isCurrent = row.key === this.#currentKey;
      card.classList.toggle("current", isCurrent);
      card.tabIndex = isCurrent ? 0 : -1;
    });
    if (withFocus) this.#list.element(this.#current)?.focus({ preventScroll: true });
  }

  /** Goes to the finding with this id, or to the closed group it is in. */
  #goToId(id) {
    if (!id) return;
    for (let at = this.#list.length - 1; at >= 0; at -= 1) {
      if (this.#list.row(at).findings.some((finding) => finding.id === id)) {
        this.goToRow(at);
        return;
      }
    }
  }

  #address() {
    try {
      history.replaceState(null, "", toHash(this.#state) || location.pathname + location.search);
    } catch {
      // An address that cannot be changed costs a link to this view, and nothing else.
    }
  }
}

/** Which languages were translated into which. */
function languages(words) {
  const targets = new Map();
  for (const { source, target } of words) targets.set(source, [...(targets.get(source) ?? []), target]);
  const shown = [...targets].map(([source, all]) =>
    `${source} → ${all.length > 6 ? counted(all.length, "language") : all.join(", ")}`);
  return shown.length > 3 ? `${words.length} pairs of languages` : shown.join("; ");
}

/** About how high a row will be, in pixels, in a list of this width. */
function estimate(row, width) {
  if (row.isOpen) return 130;
  const { source, target } = row.findings[0].pair;
  const column = width > 700 ? width / 2 : width;
  const lines = (side) => {
    if (!side) return 1;
    const wide = side.text.charCodeAt(0) > 0x2e80 ? 17 : 8.5;
    return Math.ceil((Math.min(side.text.length, 900) * wide) / (column - 40));
  };
  const both = width > 700 ? Math.max(lines(source), lines(target)) : lines(source) + lines(target) + 1;
  return 210 + 27 * both;
}

const data = await load((share) => { byId("progress").value = share; });
new App(data);
byId("feed").setAttribute("aria-busy", "false");
