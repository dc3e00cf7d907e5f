// The HTML page in Chromium: renders, fetches nothing, opens its evidence, is accessible, prints.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const root = join(import.meta.dirname, "../..");
const program = process.env.ARMISTICE ?? join(root, "target/debug/armistice");
const shots = process.env.SHOTS;
const folder = mkdtempSync(join(tmpdir(), "armistice-browser-"));
const pages = {
  doha9: ["brief", "examples/doha-2025-07", "--as-of", "2025-07-09"],
  doha24: ["brief", "examples/doha-2025-07", "--as-of", "2025-07-24"],
  ledger: ["ledger", "examples/doha-2025-07", "--as-of", "2025-07-09"],
  reference: ["brief", "examples/reference/case.yaml"],
  hostile: ["brief", "crates/report/tests/hostile.yaml"],
};
const file = (name) => join(folder, `${name}.html`);
let browser;

before(async () => {
  for (const [name, args] of Object.entries(pages)) {
    execFileSync(program, [...args, "--format", "html", "--output", file(name)], { cwd: root });
  }
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page and watches what it asks for and complains of. */
async function open(name, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (line) => {
    if (["error", "warning"].includes(line.type())) complaints.push(line.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  const url = pathToFileURL(file(name)).href;
  await page.goto(url);
  return { page, context, url, requests, complaints };
}

for (const name of Object.keys(pages)) {
  test(`${name}: renders, asks for nothing, complains of nothing, fits every screen`, async () => {
    assert.ok(statSync(file(name)).size < 1_000_000, "well under 1 MB");
    for (const width of [390, 794, 1280]) {
      const { page, context, url, requests, complaints } = await open(name, {
        viewport: { width, height: 844 },
      });
      assert.ok((await page.textContent("h1")).trim().length > 0);
      assert.deepEqual(requests, [url]);
      assert.deepEqual(complaints, []);
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(over <= 0, `nothing stands out at ${width} px (${over} px do)`);
      if (shots) await page.screenshot({ path: join(shots, `${name}-${width}.png`), fullPage: true });
      await context.close();
    }
  });

  test(`${name}: no serious finding of axe, light and dark`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      // The page's own policy forbids the script of the test; only this context sets it aside.
      const { page, context } = await open(name, { colorScheme, bypassCSP: true });
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document));
      const serious = found.violations
        .filter((one) => ["serious", "critical"].includes(one.impact))
        .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html)}`);
      assert.deepEqual(serious, []);
      if (shots) await page.screenshot({ path: join(shots, `${name}-${colorScheme}.png`) });
      await context.close();
    }
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`evidence opens on click and by keyboard, scripts ${javaScriptEnabled}`, async () => {
    const { page, context } = await open("doha9", { javaScriptEnabled });
    const evidence = page.locator("ol.statements details.evidence");
    const opened = (n) => evidence.nth(n).locator("ul.reasons").isVisible();
    assert.equal(await opened(0), false);
    await evidence.nth(0).locator("summary").click();
    assert.equal(await opened(0), true);
    assert.match(await evidence.nth(0).innerText(), /\.yaml:\d+/);
    await evidence.nth(1).locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.equal(await opened(1), true);
    await context.close();
  });
}

test("claims are found by their words", async () => {
  const { page, context } = await open("doha9");
  const all = await page.locator("ol.claims > li").count();
  await page.fill("#find", "Witkoff");
  const left = await page.locator("ol.claims > li:visible").count();
  assert.ok(left > 0 && left < all);
  await context.close();
});

for (const name of ["doha9", "doha24", "reference"]) {
  test(`${name}: the first sheet is one A4 page`, async () => {
    const { page, context } = await open(name);
    const path = join(folder, `${name}.pdf`);
    writeFileSync(path, await page.pdf({ format: "A4", preferCSSPageSize: true }));
    const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
    const sheets = text.split("\f");
    const flat = (words) => words.replace(/\s+/g, " ").trim();
    const annex = flat(await page.locator("section.body h2, section.annex h2").first().innerText());
    assert.ok(sheets[0].includes("Not known"), "the first sheet ends with what is not known");
    assert.ok(flat(sheets[1]).startsWith(annex), `the second sheet begins with: ${annex}`);
    if (shots) {
      execFileSync("pdftoppm", ["-r", "80", "-png", path, join(shots, `${name}-print`)]);
    }
    await context.close();
  });
}

test("hostile names run nothing and stand as they are written", async () => {
  const { page, context, complaints } = await open("hostile");
  assert.equal(await page.evaluate(() => window.harmed), undefined);
  assert.deepEqual(complaints, []);
  assert.equal(await page.locator("script").count(), 1);
  assert.equal(await page.locator("bdi", { hasText: "ناطق باسم الوفد" }).first().isVisible(), true);
  await context.close();
});
