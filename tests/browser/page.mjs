// The page in a browser that asks nothing from a network, and what tests do with it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const { TIEOUT, CHROMIUM = "/usr/bin/chromium" } = process.env;
const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
];

/** A folder for one run of the tests, which is gone afterwards. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "tieout-browser-"));
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

/** Runs the program in `folder`; gives what it prints. */
export function run(folder, ...command) {
  if (!TIEOUT) throw new Error("TIEOUT is not set: it is the path of the program, which the Rust tests know");
  return execFileSync(TIEOUT, command, { cwd: folder, stdio: "pipe", encoding: "utf8" });
}

/** Checks files in `folder` and writes the page `name`; gives its address. */
export function report(folder, name, ...options) {
  run(folder, "check", ...options, "--level", "review", "--no-config", "--fail-on", "never", "--output", `html=${name}`);
  return pathToFileURL(join(folder, name)).href;
}

/** A browser, which every test opens a window of its own in. */
export async function browser() {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

/** Opens a page; what it asks for and what goes wrong in it is written down. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.requests = [];
  page.faults = [];
  page.on("request", (request) => page.requests.push(request.url()));
  page.on("pageerror", (error) => page.faults.push(error.message));
  page.on("console", (line) => line.type() === "error" && page.faults.push(line.text()));
  await visit(page, address);
  return page;
}

/** Opens an address in a page, or opens it again, and waits until the findings are there. */
export async function visit(page, address) {
  await page.goto("about:blank");
  await page.goto(address);
  await ready(page);
}

export async function ready(page) {
  await page.waitForSelector("#feed[aria-busy=false]", { state: "attached" });
}

/** The text of the only element that fits. */
export function text(page, selector) {
  return page.locator(selector).innerText();
}

/** The file that an action gives the user. */
export async function downloaded(page, action) {
  const [download] = await Promise.all([page.waitForEvent("download"), action()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}
