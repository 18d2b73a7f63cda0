// Decisions as files: written, and read back.

import { UNDECIDED, VERDICTS } from "./decisions.js";

/** The decisions file, as `tieout baseline --merge` and this page read it. */
export function decisionsFile(findings, decisions) {
  const decided = findings.filter((finding) => decisions.verdict(finding) !== UNDECIDED);
  const entries = decided.map((finding) => ({
    fingerprint: finding.fingerprint,
    check: finding.check,
    file: finding.pair.path,
    unit: finding.pair.unit ?? null,
    message: finding.message,
    verdict: decisions.verdict(finding),
    comment: decisions.comment(finding),
  }));
  return `${JSON.stringify({ version: 1, tool: "tieout", decisions: entries }, null, 2)}\n`;
}

/** The false alarms as tables of `tieout.toml`. */
export function allowTables(findings, decisions) {
  const tables = new Map();
  for (const finding of findings) {
    if (decisions.verdict(finding) !== "false-alarm") continue;
    const reason = decisions.comment(finding) || "false alarm";
    tables.set(finding.fingerprint, [
      `# ${oneLine(`${finding.pair.path}: ${finding.message}`)}`,
      "[[allow]]",
      `check       = ${quoted(finding.check)}`,
      `fingerprint = ${quoted(finding.fingerprint)}`,
      `reason      = ${quoted(reason)}`,
      "",
    ].join("\n"));
  }
  return [...tables.values()].join("\n");
}

/**
 * Takes over the decisions of a file, in the place of what was decided here about the same findings.
 * Says how many were taken over, and of how many this page has no finding.
 */
export function readDecisions(text, findings, decisions) {
  const entries = parse(text);
  const open = new Map();
  for (const finding of findings) {
    const equals = open.get(finding.fingerprint);
    if (equals) equals.push(finding);
    else open.set(finding.fingerprint, [finding]);
  }
  const changes = [];
  for (const entry of entries) {
    const equals = open.get(entry.fingerprint) ?? [];
    // Several files may hold the same unit with the same fault.
    const own = equals.findIndex((finding) => finding.pair.path === entry.file);
    const [finding] = equals.splice(Math.max(own, 0), 1);
    if (finding) changes.push([finding, { verdict: entry.verdict, comment: entry.comment || undefined }]);
  }
  if (changes.length) decisions.set(changes);
  return { taken: changes.length, unknown: entries.length - changes.length };
}

function parse(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Error("this is no JSON");
  }
  if (file?.tool !== "tieout" || !Array.isArray(file.decisions)) throw new Error("this is no decisions file of tieout");
  if (file.version !== 1) throw new Error(`a decisions file of version ${file.version}; this page reads version 1`);
  const bad = file.decisions.findIndex((entry) =>
    typeof entry?.fingerprint !== "string" || !VERDICTS.includes(entry.verdict)
      || !["string", "undefined"].includes(typeof (entry.comment ?? undefined)));
  if (bad >= 0) throw new Error(`decision ${bad + 1} has no fingerprint or no verdict`);
  return file.decisions;
}

/** A string of TOML. JSON escapes what TOML escapes, but for one character. */
function quoted(text) {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}

/** A comment of TOML ends with its line and holds no control characters. */
function oneLine(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
}
