// Looks at a report with a real browser: nothing is loaded, nothing goes wrong, every filter does what it says, everything can be
// read. `node report.mjs REPORT.html FOLDER` writes its screenshots to the folder. Needs playwright-core and a Chromium.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { tooFaint } from "./contrast.mjs";

// Where the module is installed is for the caller to say: a folder of the project it is not.
const require = createRequire(path.join(process.env.NODE_PATH ?? process.cwd(), "/"));
const { chromium } = require("playwright-core");

const [report, folder] = process.argv.slice(2).map((word) => path.resolve(word));
const address = pathToFileURL(report).href;
const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});

/** A page of the report on which everything that goes wrong is noted. */
async function open(options, fragment = "") {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("dialog", (dialog) => { faults.push(dialog.message()); dialog.dismiss(); });
  page.on("request", (request) => { if (request.url().split("#")[0] !== address) faults.push(request.url()); });
  await page.goto(address + fragment);
  const close = async () => {
    assert.deepEqual(faults, []);
    await context.close();
  };
  return { page, close };
}

const visible = (page) => page.locator("article:visible").count();

async function looks() {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const colorScheme of ["light", "dark"]) {
      const { page, close } = await open({ viewport, colorScheme });
      await page.screenshot({ path: path.join(folder, `${size}-${colorScheme}.png`) });
      await page.locator("#findings").scrollIntoViewIfNeeded();
      await page.evaluate(() => document.getElementById("findings").scrollIntoView());
      await page.screenshot({ path: path.join(folder, `${size}-${colorScheme}-findings.png`) });
      assert.deepEqual(await tooFaint(page), [], `${size} ${colorScheme}`);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sideways <= 0, `${size} ${colorScheme}: the page is ${sideways} pixels too wide`);
      await close();
    }
  }
}

async function phone() {
  const { page, close } = await open({ viewport: { width: 360, height: 740 } });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it fits a phone");
  await close();
}

/** Sets one filter, and holds what is seen to what the page says and to the elements that should be left. */
async function expect(page, left, what) {
  await page.waitForFunction((left) => document.querySelectorAll("article:not([hidden])").length === left, left);
  assert.equal(await visible(page), left, what);
  const [first] = (await page.locator("#count").textContent()).split(" ");
  assert.equal(Number(first.replace(",", "")), left, `the count for ${what}`);
  const bare = await page.locator("section.file:visible").evaluateAll((files) =>
    files.filter((file) => file.querySelector("article:not([hidden])") === null).length);
  assert.equal(bare, 0, "no file is shown without a finding");
}

async function filters() {
  const { page, close } = await open({ viewport: SIZES.wide });
  const all = await page.locator("article").count();
  await expect(page, all, "everything");
  for (const level of await page.locator("#filters [name=level]").all()) {
    const name = await level.getAttribute("value");
    await level.uncheck();
    await expect(page, all - await page.locator(`article[data-level=${name}]`).count(), `all but ${name}`);
    assert.ok(page.url().includes("#level="), page.url());
    await level.check();
  }
  await expect(page, all, "everything again");
  for (const [field, selector] of [["rule", (name) => `article[data-rule="${name}"]`], ["file", (name) => `[data-file="${name}"] article`]]) {
    const select = page.locator(`#filters [name=${field}]`);
    for (const name of (await select.locator("option").evaluateAll((options) => options.map((option) => option.value))).slice(1, 4)) {
      await select.selectOption(name);
      await expect(page, await page.locator(selector(name)).count(), name);
      assert.ok(page.url().includes(`#${field}=`), page.url());
    }
    await page.locator("#filters [type=reset]").click();
    await expect(page, all, "everything after a reset");
  }
  await page.locator("#filters [name=text]").fill("REGION");
  const sought = await page.locator("article").evaluateAll((all) => all.filter((one) => one.textContent.toLowerCase().includes("region")).length);
  await expect(page, sought, "a text");
  await page.locator("#filters [name=text]").fill("no finding says this");
  await expect(page, 0, "a text that is nowhere");
  assert.ok(await page.locator("#none").isVisible());
  await page.locator("#filters [type=reset]").click();
  await expect(page, all, "everything in the end");
  await close();
}

/** What is chosen is in the address, and what is in the address is chosen. */
async function fragments() {
  const first = await open({ viewport: SIZES.wide });
  const rule = await first.page.locator("article").first().getAttribute("data-rule");
  await first.page.locator("#filters [name=rule]").selectOption(rule);
  await first.page.waitForURL(/#rule=/);
  const fragment = new URL(first.page.url()).hash;
  const left = await visible(first.page);
  await first.close();
  const second = await open({ viewport: SIZES.wide }, fragment);
  await expect(second.page, left, "the filters of an address");
  // A link to a finding that is filtered out shows it.
  const hidden = await second.page.locator("article[hidden]").first().getAttribute("id");
  await second.page.evaluate((id) => { location.hash = id; }, hidden);
  await second.page.locator(`#${hidden}`).waitFor({ state: "visible" });
  await second.close();
}

async function rulePages() {
  const { page, close } = await open({ viewport: SIZES.wide });
  const link = page.locator("article .at a").first();
  const rule = await link.textContent();
  await link.click();
  await page.locator(`#rule-${rule}`).waitFor({ state: "visible" });
  await page.screenshot({ path: path.join(folder, "wide-rule.png") });
  await page.locator(`#rule-${rule} p.scripted a`).click();
  await expect(page, await page.locator(`article[data-rule="${rule}"]`).count(), "what a rule found");
  await close();
}

async function keyboard() {
  const { page, close } = await open({ viewport: SIZES.wide });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.name), "level", "the filters follow");
  const before = await visible(page);
  await page.keyboard.press("Space");
  await page.waitForURL(/#level=/);
  assert.ok(await visible(page) < before);
  await close();
}

async function theme() {
  const { page, close } = await open({ viewport: SIZES.wide, colorScheme: "light" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.locator("#theme").click();
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.reload();
  assert.equal(await paper(), dark, "the choice is kept");
  await close();
}

async function withoutScript() {
  const { page, close } = await open({ viewport: SIZES.wide, javaScriptEnabled: false });
  assert.ok(await page.locator("article").first().isVisible());
  assert.ok(!await page.locator("#filters").isVisible());
  assert.ok(!await page.locator("#theme").isVisible());
  await close();
}

async function print() {
  const { page, close } = await open({ viewport: SIZES.wide, colorScheme: "dark" });
  await page.pdf({ path: path.join(folder, "print.pdf"), format: "A4" });
  await close();
}

try {
  for (const check of [looks, phone, filters, fragments, rulePages, keyboard, theme, withoutScript, print]) {
    await check();
    console.log(`ok: ${check.name}`);
  }
} finally {
  await browser.close();
}
