// Building what is shown. Text only ever becomes text nodes: what a translation holds is never markup.

/** An element with attributes and children; `on…` are listeners, `false` and `null` leave out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** The element of the frame with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A message with its values, which stand in backticks, set off and isolated. */
export function message(text) {
  return text.split(/(`[^`]+`)/).map((part) =>
    part.length > 2 && part.startsWith("`") && part.endsWith("`")
      ? element("code", { dir: "auto" }, visible(part.slice(1, -1)))
      : visible(part));
}

/** A number as people read it, with its word: `1 finding`, `1,234 findings`. */
export function counted(n, word) {
  return `${grouped(n)} ${word}${n === 1 ? "" : "s"}`;
}

/** A number with a comma every three digits. */
export function grouped(n) {
  return n.toLocaleString("en");
}

/** Until when something that is said in passing is shown. */
let fading = 0;

/** Says something in passing, with a way back where there is one. */
export function toast(text, undo = undefined) {
  const place = byId("toast");
  clearTimeout(fading);
  const again = undo && element("button", { type: "button", onclick: () => { undo(); place.replaceChildren(); } }, "Undo");
  place.replaceChildren(element("span", {}, text), ...(again ? [again] : []));
  fading = setTimeout(() => place.replaceChildren(), 8000);
}

/** A file for the user to keep. */
export function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** A short text with what cannot be seen written out. */
export function visible(text) {
  return text.replace(HIDDEN, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);
}
