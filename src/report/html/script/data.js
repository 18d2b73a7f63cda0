// The findings, as they lie in the page.

const SEVERITIES = ["error", "warning", "note"];

/** Waits until the browser has had a turn. */
export function turn() {
  return new Promise((done) => setTimeout(done, 0));
}

/**
 * Reads the blocks of the page, one a turn, so that no page is so large that it hangs while it opens.
 * Each finding knows its pair, and has an `id` that no other one has: its fingerprint, and where
 * several files share that, a number behind it.
 */
export async function load(progress) {
  const job = take(document.getElementById("job"));
  const blocks = document.querySelectorAll("script.segments");
  const findings = [];
  const ids = new Map();
  const pairs = new Map();
  const hash = new Hash();
  for (const [index, block] of blocks.entries()) {
    for (const written of take(block)) {
      // What only a whole document shows comes after the document, with its pair again.
      const key = `${written.file}:${written.at}:${written.plural}:${written.target?.lang}`;
      const pair = pairs.get(key) ?? prepare(written, job);
      pairs.set(key, pair);
      if (pair !== written) pair.findings.push(...written.findings);
      for (const finding of written.findings) {
        const before = ids.get(finding.fingerprint) ?? 0;
        ids.set(finding.fingerprint, before + 1);
        finding.id = before ? `${finding.fingerprint}.${before}` : finding.fingerprint;
        finding.pair = pair;
        finding.rank = SEVERITIES.indexOf(finding.severity);
        finding.level = finding.review ? "review" : "ci";
        finding.mqm = job.checks[finding.check].mqm;
        hash.add(finding.id + finding.message);
        findings.push(finding);
      }
    }
    progress((index + 1) / blocks.length);
    await turn();
  }
  findings.sort((a, b) => a.pair.file - b.pair.file || a.at[0] - b.at[0] || a.at[1] - b.at[1]);
  findings.forEach((finding, index) => { finding.index = index; });
  return { job, findings, id: hash.value() };
}

/** Text to be searched in, of which case and width do not matter. */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}

/** The findings of the same pair, this one left out. */
export function neighbours(finding) {
  return finding.pair.findings.filter((other) => other !== finding);
}

function take(script) {
  const data = JSON.parse(script.textContent);
  script.remove();
  return data;
}

function prepare(pair, job) {
  const { source, target } = pair;
  pair.path = job.files[pair.file];
  pair.langs = `${source.lang} → ${target ? target.lang : "–"}`;
  pair.folded = fold(`${pair.unit ?? ""}\n${source.text}\n${target?.text ?? ""}`);
  return pair;
}

/** FNV-1a over 2 × 32 bits: what makes this report the same report when it is opened again. */
class Hash {
  #low = 0x811c9dc5;
  #high = 0xcbf29ce4;

  add(text) {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      this.#low = Math.imul(this.#low ^ unit, 0x01000193);
      this.#high = Math.imul(this.#high ^ (unit + 0x9e37), 0x01000193);
    }
  }

  value() {
    return [this.#high, this.#low].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
  }
}
