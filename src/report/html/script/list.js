// A list that only holds the rows that can be seen, however many there are.
//
// The heights of rows that were never shown are estimated. Where one turns out to be another, what the
// reader looks at stays where it is.

/** How far beyond what is seen rows are made, in pixels. */
const MARGIN = 500;

/** The list in `feed`, which `scroller` scrolls. */
export class List {
  #scroller;
  #feed;
  #bar;
  #make;
  #estimate;
  #rows = [];
  #offsets = new Sums([]);
  /** Measured heights by key; they hold for one width. */
  #heights = new Map();
  #width = 0;
  /** The elements that are there, by key, with their rows. */
  #shown = new Map();
  #isPrinting = false;
  #observer = new ResizeObserver((entries) => this.#resized(entries));
  #frame = 0;

  /** `bar` stays at the top while the list scrolls. */
  constructor(scroller, feed, { bar, make, estimate }) {
    [this.#scroller, this.#feed, this.#bar, this.#make, this.#estimate] = [scroller, feed, bar, make, estimate];
    scroller.addEventListener("scroll", () => this.#later(), { passive: true });
    new ResizeObserver(() => this.#later()).observe(scroller);
  }

  get length() {
    return this.#rows.length;
  }

  row(index) {
    return this.#rows[index];
  }

  /** Shows other rows. The row with the key `anchor` stays where it is. */
  show(rows, anchor) {
    const before = this.#rows.findIndex(({ key }) => key === anchor);
    const shift = before < 0 ? null : this.#offsets.before(before) - this.#scroller.scrollTop;
    this.#rows = rows;
    this.#measureWidth();
    this.#offsets = new Sums(rows.map((row) => this.#height(row)));
    for (const [key, { element }] of this.#shown) this.#drop(key, element);
    const after = rows.findIndex(({ key }) => key === anchor);
    this.#pad(0, -1);
    if (shift !== null && after >= 0) this.#scroller.scrollTop = this.#offsets.before(after) - shift;
    this.paint();
  }

  /** The element of a row, if it is there. */
  element(index) {
    return this.#shown.get(this.#rows[index]?.key)?.element;
  }

  /** Calls back with each row that is there. */
  forEach(callback) {
    for (const { element, row } of this.#shown.values()) callback(element, row);
  }

  /** Brings a row into view, wholly where it fits. */
  reveal(index) {
    // Rows on the way are measured as they are met, which moves what comes after them.
    for (let tries = 0; tries < 4; tries += 1) {
      const { scrollTop, clientHeight } = this.#scroller;
      const top = this.#top() + this.#offsets.before(index);
      const bottom = top + this.#offsets.at(index);
      const bar = this.#bar.offsetHeight;
      let wanted = scrollTop;
      if (top - bar < scrollTop || bottom - top > clientHeight - bar) wanted = top - bar;
      else if (bottom > scrollTop + clientHeight) wanted = bottom - clientHeight;
      if (Math.abs(wanted - scrollTop) < 1 && this.element(index)) return;
      this.#scroller.scrollTop = wanted;
      this.paint();
    }
  }

  /** The first row that is wholly in view, or in part where none is. */
  firstInView() {
    const top = this.#scroller.scrollTop + this.#bar.offsetHeight - this.#top();
    const index = this.#offsets.find(Math.max(0, top));
    const isCut = this.#offsets.before(index) < top - 1 && index + 1 < this.#rows.length;
    return isCut ? index + 1 : index;
  }

  /** Makes all rows, for paper, or only those in view again. */
  print(isPrinting) {
    this.#isPrinting = isPrinting;
    this.paint();
  }

  /** Makes the rows that are in view, and measures them. */
  paint() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#measureWidth()) this.#offsets = new Sums(this.#rows.map((row) => this.#height(row)));
    for (let tries = 0; tries < 4; tries += 1) {
      const [first, last] = this.#range();
      this.#place(first, last);
      if (this.#isPrinting || !this.#measure(first, last)) return;
    }
  }

  #later() {
    if (!this.#frame) this.#frame = requestAnimationFrame(() => this.paint());
  }

  #height(row) {
    return this.#heights.get(row.key) ?? this.#estimate(row, this.#width);
  }

  /** Whether the width changed, and with it all heights. */
  #measureWidth() {
    const width = this.#feed.clientWidth;
    if (width === this.#width || width === 0) return false;
    this.#width = width;
    this.#heights.clear();
    for (const { element, row } of this.#shown.values()) this.#heights.set(row.key, element.offsetHeight);
    return true;
  }

  /** Where the list begins in what is scrolled. */
  #top() {
    return this.#feed.offsetTop - this.#scroller.offsetTop;
  }

  #range() {
    if (this.#rows.length === 0) return [0, -1];
    if (this.#isPrinting) return [0, this.#rows.length - 1];
    const top = this.#scroller.scrollTop - this.#top();
    return [
      this.#offsets.find(Math.max(0, top - MARGIN)),
      this.#offsets.find(top + this.#scroller.clientHeight + MARGIN),
    ];
  }

  #place(first, last) {
    const wanted = new Set(this.#rows.slice(first, last + 1).map(({ key }) => key));
    for (const [key, { element }] of this.#shown) {
      if (!wanted.has(key)) this.#drop(key, element);
    }
    let next = this.#feed.firstElementChild;
    for (let index = first; index <= last; index += 1) {
      const row = this.#rows[index];
      const known = this.#shown.get(row.key)?.element;
      if (known && known === next) {
        next = next.nextElementSibling;
      } else {
        const element = known ?? this.#new(row);
        this.#feed.insertBefore(element, next);
      }
    }
    for (let index = first; index <= last; index += 1) {
      const { element } = this.#shown.get(this.#rows[index].key);
      element.setAttribute("aria-posinset", index + 1);
      element.setAttribute("aria-setsize", this.#rows.length);
    }
    this.#pad(first, last);
  }

  #new(row) {
    const element = this.#make(row);
    this.#shown.set(row.key, { element, row });
    this.#observer.observe(element);
    return element;
  }

  #drop(key, element) {
    // A key that is pressed next must not go to a card that is gone.
    if (element.contains(document.activeElement)) this.#feed.focus({ preventScroll: true });
    this.#observer.unobserve(element);
    element.remove();
    this.#shown.delete(key);
  }

  #pad(first, last) {
    const after = this.#offsets.before(last + 1);
    this.#feed.style.paddingTop = this.#isPrinting ? "0" : `${this.#offsets.before(first)}px`;
    this.#feed.style.paddingBottom = this.#isPrinting ? "0" : `${this.#offsets.total() - after}px`;
  }

  /** Takes the true heights in; says whether one was another. */
  #measure(first, last) {
    let differs = false;
    for (let index = first; index <= last; index += 1) {
      const { element } = this.#shown.get(this.#rows[index].key);
      differs = this.#correct(index, element.offsetHeight) || differs;
    }
    if (differs) this.#pad(...this.#range());
    return differs;
  }

  /** Corrects the height of a row. What is below the top of the view is not moved by what is above. */
  #correct(index, height) {
    const before = this.#offsets.at(index);
    if (height === 0 || Math.abs(height - before) < 0.5) return false;
    const top = this.#scroller.scrollTop - this.#top() + this.#bar.offsetHeight;
    const isAbove = this.#offsets.before(index) + before <= top;
    this.#heights.set(this.#rows[index].key, height);
    this.#offsets.add(index, height - before);
    if (isAbove) this.#scroller.scrollTop += height - before;
    return true;
  }

  #resized(entries) {
    const isOther = entries.some(({ target }) => {
      const height = this.#heights.get(target.dataset.key);
      return height !== undefined && Math.abs(height - target.offsetHeight) >= 0.5;
    });
    if (isOther) this.#later();
  }
}

/** Sums of a list of numbers that change: a Fenwick tree. */
class Sums {
  #values;
  #tree;

  constructor(values) {
    this.#values = Float64Array.from(values);
    this.#tree = new Float64Array(values.length + 1);
    for (let at = 1; at <= values.length; at += 1) {
      this.#tree[at] += this.#values[at - 1];
      const next = at + (at & -at);
      if (next <= values.length) this.#tree[next] += this.#tree[at];
    }
  }

  at(index) {
    return this.#values[index];
  }

  add(index, difference) {
    this.#values[index] += difference;
    for (let at = index + 1; at < this.#tree.length; at += at & -at) this.#tree[at] += difference;
  }

  /** The sum of all values before `index`. */
  before(index) {
    let sum = 0;
    for (let at = Math.min(index, this.#values.length); at > 0; at -= at & -at) sum += this.#tree[at];
    return sum;
  }

  total() {
    return this.before(this.#values.length);
  }

  /** The index of the value in which the sum passes `sum`. */
  find(sum) {
    let index = 0;
    let rest = sum;
    for (let step = 1 << Math.floor(Math.log2(Math.max(1, this.#values.length))); step > 0; step >>= 1) {
      const next = index + step;
      if (next <= this.#values.length && this.#tree[next] <= rest) {
        index = next;
        rest -= this.#tree[next];
      }
    }
    return Math.min(index, this.#values.length - 1);
  }
}
