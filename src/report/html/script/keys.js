// The keyboard.

import { VERDICTS } from "./decisions.js";
import { byId } from "./element.js";

/** Listens for keys; `app` does what they say. */
export function wireKeys(app) {
  const commands = {
    j: () => app.move(1),
    ArrowDown: () => app.move(1),
    k: () => app.move(-1),
    ArrowUp: () => app.move(-1),
    n: () => app.moveToUndecided(1),
    p: () => app.moveToUndecided(-1),
    Home: () => app.goToRow(0),
    End: () => app.goToRow(Infinity),
    u: () => app.undo(),
    c: () => app.comment(),
    o: () => app.toggleCurrent(),
    r: () => app.toggleRead(),
    s: () => app.openScore(),
    "/": () => byId("search").select(),
    "?": () => app.openHelp(),
  };
  VERDICTS.forEach((verdict, at) => { commands[String(at + 1)] = () => app.decideCurrent(verdict); });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      leave(event, app);
      return;
    }
    if (event.key === "Enter" && event.target === byId("search")) {
      app.search();
      app.goToRow(0);
      return;
    }
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    // One who speaks or types without looking switches single keys off; arrows stay.
    if (event.key.length === 1 && !byId("shortcuts").checked) return;
    // What scrolls by itself keeps its arrows.
    if (event.key.length > 1 && event.target.closest("nav, header.top, .scrolled")) return;
    const command = commands[event.key];
    if (!command) return;
    event.preventDefault();
    command();
  });
}

/** Leaves a field for the finding, and closes the filters where they lie over the list. */
function leave(event, app) {
  if (document.querySelector("dialog[open]")) return;
  const { target } = event;
  if (isTyping(target) || target.closest?.("nav")) {
    // Browsers would clear the search.
    event.preventDefault();
    target.blur();
    app.focusCurrent();
  }
  app.closeFilters();
}

/** Whether keys are text. */
function isTyping(target) {
  return target.closest?.("textarea, select, input:not([type=checkbox])") !== null;
}
