// What this browser keeps between visits. Where it keeps nothing, as in some private windows, the page
// works without and says so.

const PREFIX = "tieout:";

/** Whether what is kept is there after a reload. */
export const isKept = probe();

/** Keeps a value under a name; says whether that was possible. */
export function keep(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The value that was kept under a name. */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
}

/** Calls back when another window keeps another value under this name. */
export function onChange(name, callback) {
  addEventListener("storage", (event) => {
    if (event.key === PREFIX + name) callback(recall(name));
  });
}

function probe() {
  try {
    localStorage.setItem(`${PREFIX}probe`, "1");
    localStorage.removeItem(`${PREFIX}probe`);
    return true;
  } catch {
    return false;
  }
}
