// The dialogs, the colours, and what goes in and out as a file.

import { byId, counted, download, toast } from "./element.js";
import { allowTables, decisionsFile, readDecisions } from "./exchange.js";
import { isKept, keep, recall } from "./store.js";

const THEMES = ["automatic", "light", "dark"];

/** Opens the dialog with this id. */
export function openDialog(id) {
  const dialog = byId(id);
  if (!dialog.open) dialog.showModal();
}

/** Lets the button go through the colours. */
export function wireTheme() {
  const button = byId("theme");
  const set = (theme) => {
    if (theme === "automatic") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
  };
  let theme = THEMES.includes(recall("theme")) ? recall("theme") : THEMES[0];
  set(theme);
  button.addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    set(theme);
    keep("theme", theme);
  });
}

/** A box that is ticked or not, and stays so. */
export function wireBox(id) {
  const box = byId(id);
  const kept = recall(id);
  if (typeof kept === "boolean") box.checked = kept;
  box.addEventListener("change", () => keep(id, box.checked));
  return box;
}

/** Says so where decisions do not outlive the page. */
export function warnWhereNothingIsKept(decisions) {
  const warn = () => {
    const place = byId("warning");
    place.hidden = isKept && !decisions.failed;
    place.textContent = place.hidden ? "" : "This browser does not keep decisions for this page: export them before you close it.";
  };
  decisions.addEventListener("failed", warn);
  addEventListener("beforeunload", (event) => {
    const { right, fixed, "false-alarm": alarms } = decisions.counts();
    const isDecided = right + fixed + alarms > 0;
    if (isDecided && (!isKept || decisions.failed)) event.preventDefault();
  });
  warn();
}

/** Writing and reading decisions. */
export function wireExchange(findings, decisions) {
  byId("open-export").addEventListener("click", () => {
    byId("export-state").textContent = exportState(decisions);
    openDialog("export");
  });
  byId("export-decisions").addEventListener("click", () =>
    download("decisions.json", "application/json", decisionsFile(findings, decisions)));
  byId("export-allow").addEventListener("click", () =>
    download("allow.toml", "application/toml", allowTables(findings, decisions)));
  const file = byId("import-file");
  byId("import").addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      const { taken, unknown } = readDecisions(await chosen.text(), findings, decisions);
      const rest = unknown ? `; ${counted(unknown, "decision")} about findings that are not in this report` : "";
      toast(`${counted(taken, "decision")} taken over${rest}`, taken ? () => decisions.undo() : undefined);
    } catch (error) {
      toast(`Nothing was taken over from ${chosen.name}: ${error.message}`);
    }
    file.value = "";
  });
}

function exportState(decisions) {
  const counts = decisions.counts();
  const parts = [
    `${counted(counts.right, "finding")} right`,
    counted(counts["false-alarm"], "false alarm"),
    `${counts.fixed} fixed`,
    `${counts.undecided} undecided`,
  ];
  const stray = decisions.strayComments();
  const lost = stray ? ` ${counted(stray, "comment")} without a decision will stay here.` : "";
  return `${parts.join(", ")}.${lost}`;
}
