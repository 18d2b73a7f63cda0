// The html report as a reviewer uses it.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { browser, downloaded, folder, open, ready, report, run, text, visit } from "./page.mjs";
import { many, mixed } from "./sample.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** The current card. */
const CURRENT = "article.current";

let place;
let chromium;
let pages;
let files;

before(async () => {
  place = folder();
  chromium = await browser();
  files = mixed(place.path);
  pages = {
    mixed: report(place.path, "mixed.html", ...files),
    many: report(place.path, "many.html", many(place.path, 50_000)),
  };
  writeFileSync(join(place.path, "clean.en-de.tsv"), "source\ttarget\n3 files\t3 Dateien\n");
  pages.clean = report(place.path, "clean.html", "clean.en-de.tsv");
});

after(async () => {
  await chromium?.close();
  place?.remove();
});

/** A test with a page of its own, which must neither fail nor ask for anything but itself. */
function review(name, address, act, options) {
  test(name, async () => {
    const page = await open(chromium, address(), options);
    await act(page);
    assert.deepEqual(page.faults, []);
    const outside = page.requests.filter((url) => !/^(file|blob|data|about):/.test(url));
    assert.deepEqual(outside, [], "the page asks a network");
    await page.context().close();
  });
}

const onMixed = (name, act, options) => review(name, () => pages.mixed, act, options);

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

onMixed("the findings stand side by side, with what they are about marked on both sides", async (page) => {
  const card = page.locator("article", { hasText: "100,000 became 10,000" }).first();
  assert.deepEqual(await card.locator("mark").allInnerTexts(), ["100,000", "10,000基"]);
  assert.equal(await card.locator("[data-side=target] .text").getAttribute("lang"), "ja");
  assert.match(await card.locator(".about").innerText(), /report\.en-ja\.tsv:3:\d+\s+.*chips\s+.*accuracy\/mistranslation/s);
  // Pointing at one lights up the other.
  const ground = () => card.locator("[data-side=target] mark").evaluate((mark) => getComputedStyle(mark).backgroundImage);
  const usual = await ground();
  await card.locator("[data-side=source] mark").hover();
  assert.notEqual(await ground(), usual);
});

onMixed("what was read is shown when it is asked for, and points at its place", async (page) => {
  await press(page, "j", "r");
  const readings = page.locator(`${CURRENT} .readings`);
  assert.match(await readings.innerText(), /\$40\.59 billion\s+40590000000 dollar\s+money/);
  await readings.locator("tbody tr").first().hover();
  assert.equal(await page.locator(`${CURRENT} .read.pointed`).count(), 1);
  await press(page, "r");
  assert.equal(await readings.isVisible(), false);
});

onMixed("text that runs from right to left does so, and so do its parts", async (page) => {
  for (const [lang, shown] of [["ar", "ارتفعت"], ["he", "האינפלציה"]]) {
    const side = page.locator(`.text[lang=${lang}]`, { hasText: shown }).first();
    await page.locator("#search").fill(shown);
    await side.waitFor();
    assert.equal(await side.getAttribute("dir"), "rtl");
    const style = await side.evaluate((p) => [getComputedStyle(p).direction, getComputedStyle(p).unicodeBidi]);
    assert.deepEqual(style, ["rtl", "isolate"]);
    assert.equal(await page.locator(".text[lang=en]").first().getAttribute("dir"), "ltr");
  }
});

onMixed("what cannot be seen is shown, and markup is text", async (page) => {
  await page.locator("#search").fill("17:54");
  const signs = page.locator("article").first().locator("[data-side=target] .sign");
  await signs.first().waitFor();
  assert.deepEqual(await signs.evaluateAll((all) => all.map((sign) => sign.dataset.sign)), ["ZWSP", "RLO", "PDF"]);
  await page.locator("#search").fill("</script>");
  const source = page.locator("[data-side=source] .text").first();
  await page.locator("#count", { hasText: "1 of" }).waitFor();
  assert.equal(await source.innerText(), "Write </script> or <!-- to end it after 3 lines.");
});

onMixed("a long segment is cut around what is marked, and shown as a whole", async (page) => {
  await page.locator("#search").fill("harbour");
  const target = page.locator("article").first().locator("[data-side=target] .text");
  await page.locator("#count", { hasText: /^1 of/ }).waitFor();
  assert.equal(await target.locator("mark").innerText(), "Jahr 2006");
  assert.ok((await target.innerText()).length < 900);
  await target.getByRole("button", { name: "whole segment" }).click();
  assert.ok((await target.innerText()).length > 1800);
});

onMixed("filters combine, count, and stand in the address", async (page) => {
  await page.getByLabel("en → ar").check();
  assert.match(await text(page, "#count"), /^3 of \d+ findings$/);
  await page.locator("[data-facet=check]").getByLabel("date-mismatch").check();
  assert.match(await text(page, "#count"), /^1 of/);
  // Each facet counts what its values would show with the other filters.
  assert.equal(await page.locator("[data-facet=check] label", { hasText: "percentage-mismatch" }).locator(".number").innerText(), "1");
  const address = page.url();
  assert.match(address, /#check=date-mismatch&langs=en/);
  await visit(page, address);
  assert.match(await text(page, "#count"), /^1 of/);
  await page.getByRole("button", { name: "Take out the filter date-mismatch" }).click();
  assert.match(await text(page, "#count"), /^3 of/);
  await page.locator("#search").fill("zzz");
  await page.locator("#empty").getByRole("button", { name: "Clear all filters" }).click();
  assert.match(await text(page, "#count"), /^\d+ findings/);
  await page.locator("#sort").selectOption("severity");
  const severities = await page.locator("article").evaluateAll((all) => all.map((card) => card.dataset.severity));
  assert.deepEqual(severities, severities.toSorted((a, b) => ["error", "warning", "note"].indexOf(a) - ["error", "warning", "note"].indexOf(b)));
});

onMixed("the keyboard is enough", async (page) => {
  await press(page, "j", "ArrowDown", "j", "k");
  const title = await text(page, `${CURRENT} h2`);
  assert.match(title, /100,000 became/);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "ARTICLE");
  await press(page, "/");
  await page.keyboard.type("H100");
  await page.locator("#count", { hasText: " of " }).waitFor();
  await press(page, "Escape", "j");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "ARTICLE");
  assert.equal(await page.locator("#search").inputValue(), "H100");
  await page.locator("#search").fill("3.18%");
  await press(page, "Enter");
  assert.match(await text(page, `${CURRENT} h2`), /3\.18% became/);
  await page.getByRole("button", { name: "Clear all filters" }).click();
  // Findings of one segment lead to each other.
  await page.locator("article", { hasText: "100,000 became" }).getByRole("button", { name: "identifier-mismatch" }).click();
  assert.match(await text(page, `${CURRENT} h2`), /identifier H100/);
  await press(page, "?");
  assert.ok(await page.locator("#help").isVisible());
  await press(page, "1");
  assert.match(await text(page, "#progress-label"), /^0 of/, "a dialog takes the keys");
  await press(page, "Escape");
  assert.equal(await page.locator("#help").isVisible(), false);
  await press(page, "End");
  assert.equal(await page.locator(`${CURRENT}[aria-posinset]`).getAttribute("aria-posinset"), await page.locator(CURRENT).getAttribute("aria-setsize"));
});

onMixed("single keys can be switched off", async (page) => {
  await press(page, "?");
  await page.getByLabel("Single-key shortcuts").uncheck();
  await press(page, "Escape", "ArrowDown", "1");
  assert.match(await text(page, "#progress-label"), /^0 of/);
});

onMixed("decisions and comments are there after a reload, are undone, exported and imported", async (page) => {
  await press(page, "j", "c");
  await page.keyboard.type("right, \"checked\"\nwith the author");
  await press(page, "Escape", "1");
  assert.match(await text(page, "#progress-label"), /^1 of/);
  // The next one is current.
  await press(page, "2", "3");
  assert.match(await text(page, "#progress-label"), /^3 of/);
  await press(page, "u");
  assert.match(await text(page, "#progress-label"), /^2 of/);
  await page.waitForTimeout(400);
  await page.reload();
  await ready(page);
  assert.match(await text(page, "#progress-label"), /^2 of/);
  const first = page.locator("article").first();
  assert.equal(await first.getByRole("button", { name: "Right" }).getAttribute("aria-pressed"), "true");
  assert.equal(await first.locator("textarea").inputValue(), "right, \"checked\"\nwith the author");

  await page.getByRole("button", { name: "Export", exact: true }).click();
  assert.match(await text(page, "#export-state"), /1 finding right, 1 false alarm, 0 fixed/);
  const decisions = await downloaded(page, () => page.locator("#export-decisions").click());
  const file = JSON.parse(decisions.text);
  assert.deepEqual([file.version, file.tool, file.decisions.length], [1, "tieout", 2]);
  assert.deepEqual(Object.keys(file.decisions[0]), ["fingerprint", "check", "file", "unit", "message", "verdict", "comment"]);
  assert.match(file.decisions[0].fingerprint, /^[0-9a-f]{16}$/);
  assert.deepEqual(file.decisions.map(({ verdict }) => verdict), ["right", "false-alarm"]);
  const allow = await downloaded(page, () => page.locator("#export-allow").click());
  const fingerprint = file.decisions[1].fingerprint;
  assert.match(allow.text, new RegExp(`\\[\\[allow\\]\\]\ncheck {7}= "number-mismatch"\nfingerprint = "${fingerprint}"\nreason {6}= "false alarm"\n`));
  await press(page, "Escape");

  // Another browser knows nothing until it reads the file.
  const other = await open(chromium, pages.mixed);
  const chosen = (name, content) => ({ name, mimeType: "application/json", buffer: Buffer.from(content) });
  await other.locator("#import-file").setInputFiles(chosen("decisions.json", decisions.text));
  await other.locator("#toast", { hasText: "2 decisions taken over" }).waitFor();
  assert.match(await text(other, "#progress-label"), /^2 of/);
  assert.equal(await other.locator("article").first().locator("textarea").inputValue(), "right, \"checked\"\nwith the author");
  for (const [content, message] of [["{", "no JSON"], ["{\"version\":2,\"tool\":\"tieout\",\"decisions\":[]}", "version 2"], ["[]", "no decisions file"]]) {
    await other.locator("#import-file").setInputFiles(chosen("bad.json", content));
    await other.locator("#toast", { hasText: message }).waitFor();
  }
  assert.deepEqual(other.faults, []);
  await other.context().close();
});

onMixed("what the page exports goes into the baseline and the settings", async (page) => {
  await press(page, "j", "2", "1", "2", "3");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  const decisions = await downloaded(page, () => page.locator("#export-decisions").click());
  const allow = await downloaded(page, () => page.locator("#export-allow").click());
  writeFileSync(join(place.path, "decisions.json"), decisions.text);
  writeFileSync(join(place.path, "tieout.toml"), allow.text);
  const findings = (...options) => run(place.path, "check", ...files, "--level", "review", "--output", "jsonl", "--fail-on", "never", ...options)
    .split("\n").length - 1;
  const all = findings("--no-config");
  run(place.path, "baseline", "--merge", "decisions.json", "--baseline", "known.toml", "--no-config");
  assert.equal(findings("--no-config", "--baseline", "known.toml"), all - 2);
  assert.equal(findings("--config", "tieout.toml"), all - 2);
});

onMixed("one decision settles a group, and one of it can be decided by itself", async (page) => {
  await page.locator("#search").fill("room 1");
  await page.locator("#count", { hasText: "12 of" }).waitFor();
  assert.match(await text(page, "#count"), /in 1 card$/);
  await press(page, "Escape", "j", "2");
  assert.match(await text(page, "#progress-label"), /^12 of/);
  await press(page, "k", "o", "j", "1");
  const head = page.locator("article.group");
  assert.match(await head.innerText(), /12 of 12 decided/);
  // A comment on the group is one on each of it.
  await press(page, "k", "k", "c");
  await page.keyboard.type("agreed");
  await press(page, "Escape");
  const comments = page.locator("article.member textarea");
  assert.ok((await comments.evaluateAll((all) => all.map((field) => field.value))).every((text) => text === "agreed"));
  assert.equal(await head.getByRole("button", { name: "all 12: Right" }).getAttribute("aria-pressed"), "mixed");
  await page.getByLabel("False alarm", { exact: false }).first().check();
  assert.match(await text(page, "#count"), /^11 of/);
  await page.getByLabel("Group by cause").uncheck();
  assert.equal(await page.locator("article.group").count(), 0);
});

onMixed("a decision takes a finding out of a list of the undecided ones", async (page) => {
  await page.locator("[data-facet=verdict]").getByLabel("Undecided").check();
  const all = Number((await text(page, "#count")).split(" ")[0]);
  await press(page, "j");
  const second = await page.locator("article").nth(1).locator("h2").innerText();
  await press(page, "3");
  assert.equal(Number((await text(page, "#count")).split(" ")[0]), all - 1);
  assert.equal(await text(page, `${CURRENT} h2`), second, "the next one took its place");
});

onMixed("the score card counts what is right or undecided, by editable weights", async (page) => {
  await press(page, "s");
  const score = async () => Number(await page.locator(".figure strong").first().innerText());
  const penalty = async () => Number(await page.locator("#score tfoot td").last().innerText());
  const [usual, before] = [await score(), await penalty()];
  const words = Number(await page.getByLabel("Words", { exact: true }).inputValue());
  assert.ok(Math.abs(usual - 100 * (1 - before / words)) < 0.01);
  await press(page, "Escape", "j", "2", "s");
  assert.equal(await penalty(), before - 5, "a false alarm is no error");
  await page.getByLabel("major", { exact: true }).fill("10");
  await press(page, "Tab");
  assert.ok(await penalty() > before);
  await page.locator(".settings fieldset select").first().selectOption("minor");
  assert.ok(await penalty() < before);
  const csv = await downloaded(page, () => page.getByRole("button", { name: "Export as CSV" }).click());
  assert.match(csv.text, /^type,neutral,minor,major,critical,penalty\r\naccuracy\/mistranslation,0,\d+,0,0,\d+\r\n/);
  const json = await downloaded(page, () => page.getByRole("button", { name: "Export as JSON" }).click());
  const card = JSON.parse(json.text);
  assert.deepEqual([card.version, card.words, card.weights.major], [1, words, 10]);
  assert.equal(card.total.penalty, await penalty());
});

onMixed("paper has every finding that the filters show", async (page) => {
  await page.getByLabel("Group by cause").uncheck();
  const findings = Number((await text(page, "#count")).split(" ")[0]);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator("article").count(), findings);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".verdicts:visible, nav:visible, .tools:visible").count(), 0);
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.ok(await page.locator("article").count() < findings);
});

onMixed("colours follow the system until they are chosen, and stay chosen", async (page) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.getByRole("button", { name: /Theme/ }).click();
  assert.notEqual(await ground(), dark);
  await page.reload();
  await ready(page);
  assert.notEqual(await ground(), dark);
}, { colorScheme: "dark" });

test("where the browser keeps nothing, the page says so and works", async () => {
  const context = await chromium.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new Error("no"); } }));
  await page.goto(pages.mixed);
  await ready(page);
  assert.match(await text(page, "#warning"), /does not keep decisions/);
  await press(page, "j", "1");
  assert.match(await text(page, "#progress-label"), /^1 of/);
  await context.close();
});

review("a report without findings says that all is well", () => pages.clean, async (page) => {
  assert.match(await text(page, "#empty"), /Nothing found\s+1 pair checked/);
});

review("50,000 findings open, scroll and filter without a task over 100 ms while scrolling", () => pages.many, async (page) => {
  assert.match(await text(page, "#count"), /^50,000 findings/);
  assert.ok(await page.locator("article").count() < 40);
  await page.evaluate(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
  });
  for (let step = 0; step < 40; step += 1) {
    await page.evaluate((share) => {
      const main = document.getElementById("main");
      main.scrollTop = share < 0.5 ? main.scrollTop + 800 : main.scrollHeight * share;
    }, step / 40);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  for (let step = 0; step < 20; step += 1) await press(page, "j");
  const tasks = await page.evaluate(() => window.tasks);
  assert.ok(tasks.every((duration) => duration <= 100), `tasks of ${tasks.map(Math.round)} ms`);
  await press(page, "End");
  assert.match(await text(page, `${CURRENT} .about`), /row-49999/);
});

for (const colorScheme of ["light", "dark"]) {
  onMixed(`accessibility in ${colorScheme}`, async (page) => {
    const violations = async (state) => {
      await page.evaluate(readFileSync(AXE, "utf8"));
      const found = await page.evaluate(async () => (await window.axe.run(document)).violations
        .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`));
      assert.deepEqual(found, [], state);
    };
    await violations("list");
    await press(page, "j", "r", "1", "2", "3");
    await page.locator("#search").fill("room 1");
    await page.getByRole("button", { name: "Show all 12" }).click();
    await page.locator("article.member").getByRole("button", { name: "Right" }).first().click();
    await violations("decided, with filters and an open group");
    for (const [key, state] of [["?", "help"], ["s", "score card"]]) {
      await press(page, key);
      await violations(state);
      await press(page, "Escape");
    }
    await page.locator("#search").fill("zzz");
    await page.locator("#empty").waitFor();
    await violations("nothing fits");
    await page.setViewportSize({ width: 420, height: 800 });
    await violations("narrow");
  }, { colorScheme });
}
