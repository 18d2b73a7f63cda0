// What the reviewer decided, kept in the browser under the hash of the report.

import { keep, onChange, recall } from "./store.js";

/** The verdicts, in the order of their keys, as the decisions file calls them. */
export const VERDICTS = ["right", "false-alarm", "fixed"];
export const UNDECIDED = "undecided";

/** What a verdict is called on the page. */
export const VERDICT_NAMES = {
  right: "Right",
  "false-alarm": "False alarm",
  fixed: "Fixed",
  undecided: "Undecided",
};

/** Steps back that are remembered. */
const STEPS = 100;

/** Verdicts and comments by finding. Dispatches `change` after each of them. */
export class Decisions extends EventTarget {
  #findings;
  #name;
  /** From the id of a finding to `{ verdict, comment }`, of which one may be missing. */
  #entries = new Map();
  #steps = [];
  #saving = null;
  /** Whether the last attempt to keep the decisions failed. */
  failed = false;

  constructor(findings, report) {
    super();
    this.#findings = findings;
    this.#name = `decisions:${report}`;
    this.#take(recall(this.#name));
    onChange(this.#name, (kept) => {
      this.#take(kept);
      this.#changed(false);
    });
    addEventListener("pagehide", () => this.#save());
  }

  verdict(finding) {
    return this.#entries.get(finding.id)?.verdict ?? UNDECIDED;
  }

  comment(finding) {
    return this.#entries.get(finding.id)?.comment ?? "";
  }

  /** The verdict that all of them have, or `null` where they differ. */
  common(findings) {
    const first = this.verdict(findings[0]);
    return findings.every((finding) => this.verdict(finding) === first) ? first : null;
  }

  /** How many findings have each verdict. */
  counts() {
    const counts = { right: 0, "false-alarm": 0, fixed: 0, undecided: 0 };
    for (const finding of this.#findings) counts[this.verdict(finding)] += 1;
    return counts;
  }

  /** How many comments belong to a finding that is not decided. */
  strayComments() {
    let stray = 0;
    for (const { verdict, comment } of this.#entries.values()) stray += Number(!verdict && Boolean(comment));
    return stray;
  }

  /** Gives all of them this verdict, or takes it back where all of them have it. Says what it is now. */
  toggle(findings, verdict) {
    const next = this.common(findings) === verdict ? undefined : verdict;
    this.set(findings.map((finding) => [finding, { verdict: next }]));
    return next ?? UNDECIDED;
  }

  /** Gives all of them this comment. */
  remark(findings, comment) {
    this.set(findings.map((finding) => [finding, { comment: comment.trim() || undefined }]));
  }

  /** Changes verdicts or comments of several findings in one step, which can be undone. */
  set(changes) {
    this.#steps.push(changes.map(([finding]) => [finding.id, this.#entries.get(finding.id)]));
    if (this.#steps.length > STEPS) this.#steps.shift();
    for (const [finding, change] of changes) {
      this.#put(finding.id, { ...this.#entries.get(finding.id), ...change });
    }
    this.#changed(true);
  }

  /** Takes the last step back; says whether there was one. */
  undo() {
    const step = this.#steps.pop();
    if (!step) return false;
    for (const [id, entry] of step) this.#put(id, entry);
    this.#changed(true);
    return true;
  }

  #put(id, entry) {
    if (entry?.verdict || entry?.comment) this.#entries.set(id, entry);
    else this.#entries.delete(id);
  }

  #take(kept) {
    this.#entries.clear();
    for (const [id, [verdict, comment]] of Object.entries(kept ?? {})) {
      const known = VERDICTS.includes(verdict) ? verdict : undefined;
      this.#put(id, { verdict: known, comment: comment || undefined });
    }
  }

  #changed(save) {
    if (save) {
      clearTimeout(this.#saving);
      this.#saving = setTimeout(() => this.#save(), 200);
    }
    this.dispatchEvent(new Event("change"));
  }

  #save() {
    if (this.#saving === null) return;
    clearTimeout(this.#saving);
    this.#saving = null;
    const entries = [...this.#entries].map(([id, { verdict, comment }]) => [id, [verdict ?? "", comment ?? ""]]);
    const failed = !keep(this.#name, Object.fromEntries(entries));
    if (failed !== this.failed) {
      this.failed = failed;
      this.dispatchEvent(new Event("failed"));
    }
  }
}
