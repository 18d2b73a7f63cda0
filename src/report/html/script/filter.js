// Which findings are shown, in which order and groups. The state is plain data, which the address of
// the page holds behind its `#`.

import { fold } from "./data.js";

/** The facets: what a finding may be chosen by, and the value it has. */
export const FACETS = [
  { name: "verdict", title: "Decision", value: (finding, decisions) => decisions.verdict(finding) },
  { name: "severity", title: "Severity", value: (finding) => finding.severity },
  { name: "level", title: "Level", value: (finding) => finding.level },
  { name: "check", title: "Check", value: (finding) => finding.check },
  { name: "langs", title: "Languages", value: (finding) => finding.pair.langs },
  { name: "file", title: "File", value: (finding) => finding.pair.path },
];

const SORTS = ["file", "severity"];

/** Everything shown, in file order. */
export function emptyState() {
  const state = { query: "", sort: "file", grouped: true, at: "" };
  for (const { name } of FACETS) state[name] = new Set();
  return state;
}

/** Whether the state leaves findings out. */
export function isFiltering(state) {
  return state.query.trim() !== "" || FACETS.some(({ name }) => state[name].size > 0);
}

/** The state as the address holds it; what is as usual is left out. */
export function toHash(state) {
  const parameters = new URLSearchParams();
  if (state.query.trim()) parameters.set("q", state.query.trim());
  for (const { name } of FACETS) {
    for (const value of state[name]) parameters.append(name, value);
  }
  if (state.sort !== "file") parameters.set("sort", state.sort);
  if (!state.grouped) parameters.set("group", "no");
  if (state.at) parameters.set("at", state.at);
  const hash = parameters.toString();
  return hash && `#${hash}`;
}

/** The state that an address holds. */
export function fromHash(hash) {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  const state = emptyState();
  state.query = parameters.get("q") ?? "";
  for (const { name } of FACETS) state[name] = new Set(parameters.getAll(name));
  if (SORTS.includes(parameters.get("sort"))) state.sort = parameters.get("sort");
  state.grouped = parameters.get("group") !== "no";
  state.at = parameters.get("at") ?? "";
  return state;
}

/**
 * The findings that are shown, and for each facet how many findings each of its values would show
 * while the other filters stay as they are.
 */
export function apply(findings, state, decisions) {
  const query = fold(state.query.trim());
  const counts = FACETS.map(() => new Map());
  const shown = [];
  for (const finding of findings) {
    if (query && !finding.pair.folded.includes(query) && !fold(finding.message).includes(query)) continue;
    const values = FACETS.map((facet) => facet.value(finding, decisions));
    const missed = FACETS.map((_, at) => at).filter((at) => {
      const chosen = state[FACETS[at].name];
      return chosen.size > 0 && !chosen.has(values[at]);
    });
    if (missed.length > 1) continue;
    if (missed.length === 0) shown.push(finding);
    for (const [at, value] of values.entries()) {
      if (missed.length === 0 || missed[0] === at) counts[at].set(value, (counts[at].get(value) ?? 0) + 1);
    }
  }
  if (state.sort === "severity") shown.sort((a, b) => a.rank - b.rank || a.index - b.index);
  return { shown, counts: new Map(FACETS.map(({ name }, at) => [name, counts[at]])) };
}

/**
 * The rows of the list. A row is a finding, or a group of several of one cause, which is followed by
 * its members while it is open.
 */
export function rows(shown, isGrouped, open) {
  const single = (finding, isMember) => ({ key: `f${finding.index}`, findings: [finding], isGroup: false, isMember });
  if (!isGrouped) return shown.map((finding) => single(finding, false));
  const groups = new Map();
  for (const finding of shown) {
    const group = groups.get(finding.cause);
    if (group) group.push(finding);
    else groups.set(finding.cause, [finding]);
  }
  return [...groups].flatMap(([cause, findings]) => {
    if (findings.length === 1) return [single(findings[0], false)];
    const isOpen = open.has(cause);
    const head = { key: `g${cause}`, findings, isGroup: true, isMember: false, isOpen, cause };
    return isOpen ? [head, ...findings.map((finding) => single(finding, true))] : [head];
  });
}
