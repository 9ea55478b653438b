// Uses the playground as a person does, in a real browser: nothing leaves it, nothing goes wrong, marks stand at their
// characters, fixes can be undone. `node playground.mjs PLAYGROUND.html FOLDER [CHECK …]` writes its screenshots to the folder.
// Needs playwright-core and a Chromium.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { tooFaint } from "./contrast.mjs";

// Where the module is installed is for the caller to say: a folder of the project it is not.
const require = createRequire(path.join(process.env.NODE_PATH ?? process.cwd(), "/"));
const { chromium } = require("playwright-core");

const [playground, folder] = process.argv.slice(2).map((word) => path.resolve(word));
const address = pathToFileURL(playground).href;
const WIDE = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 375, height: 812 }, isMobile: true, hasTouch: true };
const FAULTY = `{
	"kms": "Zürich 😀",
	"region": "eu-west-1",
	"aws_param": { "Alias": "a", "CustomerMasterKeySpec": "RSA_2048", "keyusage": "SIGN_VERIFY" }
}
`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});

/** The playground, with everything noted that goes wrong or leaves the page. */
async function open(options = WIDE, { fragment = "", before } = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  const requests = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("dialog", (dialog) => { faults.push(dialog.message()); dialog.dismiss(); });
  context.on("request", (request) => requests.push(request.url()));
  if (before) await page.addInitScript(before);
  await page.goto(address + fragment);
  await linted(page);
  const close = async () => {
    // What the page makes of itself is the worker's script; there is nothing else but the page.
    const left = requests.filter((url) => url.split("#")[0] !== address && !url.startsWith("blob:"));
    assert.deepEqual(left, [], "nothing leaves the page");
    assert.deepEqual(faults, []);
    await context.close();
  };
  return { page, close };
}

/** Waits until what is in the editor is what was linted. */
const linted = (page) => page.locator('#findings[aria-busy="false"]').waitFor();

async function put(page, text) {
  await page.locator("#text").fill(text);
  await linted(page);
}

const text = (page) => page.locator("#text").inputValue();
const rules = (page) => page.locator("#list article").evaluateAll((all) => all.map((one) => one.dataset.rule));
const selected = (page) => page.locator("#text").evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

async function typing() {
  const { page, close } = await open();
  await page.locator("#text").fill("");
  const param = '{ "CustomerMasterKeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC" }';
  await page.locator("#text").pressSequentially(`{ "kms": "aws-main", "region": "cn-north-1", "aws_param": ${param} }`);
  await page.locator('article[data-rule="hmac-region"]').waitFor();
  await linted(page);
  assert.match(await page.locator("#summary").textContent(), /1 error in 1 request, read as JSON/);
  assert.match(await page.locator('article[data-rule="hmac-region"]').textContent(), /HMAC keys are not available in cn-north-1/);
  const marks = await page.locator('#under mark[data-level="error"]').allTextContents();
  assert.deepEqual(marks, ['"HMAC_256"']);
  await put(page, "");
  assert.equal(await page.locator("#summary").textContent(), "Nothing to lint yet");
  await close();
}

/** The mark below a text is where the browser itself has put the characters. */
async function marks() {
  for (const options of [WIDE, PHONE]) {
    const { page, close } = await open(options);
    await put(page, FAULTY);
    const mark = page.locator("#under mark").first();
    assert.equal(await mark.textContent(), '"keyusage"');
    const places = await page.evaluate(() => {
      const area = document.getElementById("text");
      const style = getComputedStyle(area);
      const probe = document.createElement("pre");
      for (const name of ["fontFamily", "fontSize", "tabSize", "letterSpacing", "padding"]) probe.style[name] = style[name];
      Object.assign(probe.style, { position: "absolute", top: 0, left: 0, margin: 0, lineHeight: style.lineHeight });
      const at = area.value.indexOf('"keyusage"');
      const here = document.createElement("span");
      here.textContent = '"keyusage"';
      probe.append(area.value.slice(0, at), here, area.value.slice(at + 10));
      area.parentElement.append(probe);
      const [mark, expected] = [document.querySelector("#under mark"), here].map((one) => {
        const { left, bottom, width } = one.getBoundingClientRect();
        return { left, bottom, width };
      });
      probe.remove();
      return { mark, expected };
    });
    for (const side of ["left", "width"]) {
      assert.ok(Math.abs(places.mark[side] - places.expected[side]) < 1, `${side}: ${JSON.stringify(places)}`);
    }
    assert.ok(Math.abs(places.mark.bottom - places.expected.bottom) < 5, JSON.stringify(places));
    await close();
  }
}

/** What is marked stays marked while the text in front of it changes, before it is linted anew. */
async function following() {
  const { page, close } = await open();
  await put(page, FAULTY);
  const after = (change) => page.evaluate(({ start, end, text }) => {
    const area = document.getElementById("text");
    area.focus();
    area.setSelectionRange(start, end);
    document.execCommand("insertText", false, text);
    // Nothing was linted yet: no other script has run.
    return [...document.querySelectorAll("#under mark")].map((mark) => mark.textContent);
  }, change);
  assert.deepEqual(await after({ start: 1, end: 1, text: "\n\n  " }), ['"keyusage"']);
  assert.deepEqual(await after({ start: 1, end: 4, text: "" }), ['"keyusage"']);
  const at = (await text(page)).indexOf("keyusage");
  assert.deepEqual(await after({ start: at + 2, end: at + 3, text: "x" }), [], "and what is changed itself is not");
  await close();
}

/** Marks go with the text when it is scrolled, both ways. */
async function scrolling() {
  const { page, close } = await open();
  const param = `{ "Description": "${"x".repeat(300)}", "keyusage": "SIGN_VERIFY" }`;
  const line = `{ "kms": "a", "region": "eu-west-1", "aws_param": ${param} }`;
  await put(page, "");
  const file = path.join(folder, "lines.ndjson");
  writeFileSync(file, Array(600).fill(line).join("\n"));
  await page.locator("#file").setInputFiles(file);
  await page.locator("#list article").nth(400).waitFor();
  assert.equal(await page.locator("#list article").count(), 500, "no more than can be looked at");
  assert.match(await page.locator("#remarks").textContent(), /100 more findings not shown/);
  await page.locator("#text").evaluate((area) => { area.scrollTop = 4000; });
  await page.waitForFunction(() => document.querySelector("#gutter div div").textContent > "100");
  const [number, top] = await page.evaluate(() => {
    const row = [...document.querySelectorAll("#gutter div div")].find((row) => row.textContent === "200");
    return [row.textContent, row.getBoundingClientRect().top - document.getElementById("text").getBoundingClientRect().top];
  });
  assert.equal(number, "200");
  assert.ok(Math.abs(top - (199 * 21 + 10 - 4000)) < 2, String(top));
  await page.locator("#list article .go").nth(320).click();
  assert.equal(await selected(page), '"keyusage"');
  const isSeen = await page.evaluate(() => {
    const mark = document.querySelector("#under mark.current").getBoundingClientRect();
    const view = document.getElementById("text").getBoundingClientRect();
    return mark.left >= view.left && mark.left < view.right && mark.top >= view.top && mark.bottom <= view.bottom;
  });
  assert.ok(isSeen, "what was clicked is in sight");
  await close();
}

async function fixes() {
  const { page, close } = await open();
  await put(page, FAULTY);
  assert.deepEqual(await rules(page), ["misspelled-field"]);
  await page.locator("article .apply").click();
  await page.locator("article").waitFor({ state: "detached" });
  const mended = await text(page);
  assert.equal(mended, FAULTY.replace("keyusage", "KeyUsage"));
  await linted(page);
  assert.match(await page.locator("#summary").textContent(), /Nothing wrong in 1 request/);
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), FAULTY, "a fix can be undone");
  await linted(page);
  assert.deepEqual(await rules(page), ["misspelled-field"]);
  await page.locator("#text").selectText();
  await page.keyboard.press("ArrowRight");
  const two = FAULTY.replace('"region"', '"Region"');
  await put(page, two);
  assert.equal(await page.locator("#mend").textContent(), "Apply all 2 safe fixes");
  await page.locator("#mend").click();
  await page.waitForFunction((mended) => document.getElementById("text").value === mended, mended);
  await page.locator("#undo").click();
  assert.equal(await text(page), two, "and so can all of them");
  await close();
}

async function rulePages() {
  const { page, close } = await open();
  await put(page, FAULTY);
  const fold = page.locator("article .fold");
  await fold.click();
  await page.locator("article .rule h4").first().waitFor();
  assert.deepEqual((await page.locator("article .rule h4").allTextContents()).slice(0, 2), ["What it finds", "Why it matters"]);
  assert.equal(await fold.getAttribute("aria-expanded"), "true");
  await page.screenshot({ path: path.join(folder, "playground-rule.png") });
  await fold.click();
  assert.equal(await page.locator("article .rule").count(), 0);
  await close();
}

async function sharing() {
  const first = await open();
  await put(first.page, FAULTY);
  await first.page.locator("#options summary").click();
  await first.page.locator('[name="region"]').fill("eu-west-1");
  await first.page.locator('[name="strict"]').check();
  await first.page.locator("#form").selectOption("ndjson");
  await first.page.locator("#share").click();
  assert.match(await first.page.locator("#link").textContent(), /The link holds the text itself/);
  assert.ok(!await first.page.locator("#leak").isVisible());
  const shared = await first.page.locator("#address").inputValue();
  await first.page.screenshot({ path: path.join(folder, "playground-share.png") });
  await first.page.keyboard.press("Escape");
  assert.ok(!await first.page.locator("#link").isVisible());
  await first.close();
  const second = await open(WIDE, { fragment: shared.slice(shared.indexOf("#")) });
  assert.equal(await text(second.page), FAULTY);
  assert.equal(await second.page.locator("#form").inputValue(), "ndjson");
  assert.equal(await second.page.locator('[name="region"]').inputValue(), "eu-west-1");
  assert.ok(await second.page.locator('[name="strict"]').isChecked());
  await second.close();
  for (const damaged of ["#s=%%%", "#s=AAAA", "#s="]) {
    const third = await open(WIDE, { fragment: damaged });
    assert.match(await third.page.locator("#summary").textContent(), /The link is damaged/);
    await third.close();
  }
}

/** Every example is read as what it is said to be, by its choice and by its content alone. */
async function examples() {
  const { page, close } = await open();
  const forms = new Set();
  const count = await page.locator("#example option").count();
  for (let at = 0; at + 1 < count; at += 1) {
    await page.locator("#example").selectOption(String(at));
    await linted(page);
    const title = await page.locator(`#example option[value="${at}"]`).textContent();
    const summary = await page.locator("#summary").textContent();
    const form = await page.locator("#form").inputValue();
    forms.add(form);
    const readAs = await page.locator(`#form option[value="${form}"]`).textContent();
    assert.ok(summary.endsWith(`read as ${readAs}`), `${title}: ${summary}`);
    if (title === "Nothing wrong") assert.match(summary, /^Nothing wrong in 1 request/);
    else assert.match(summary, /[1-9]\d* (error|warning)/, title);
    const found = await rules(page);
    // A key policy by itself is JSON, too; requests of an HTTP client that start with a comment go by the name of their file.
    if (form === "policy" || form === "http") continue;
    await page.locator("#form").selectOption("auto");
    await linted(page);
    assert.deepEqual(await rules(page), found, `${title}, by its content`);
  }
  assert.deepEqual([...forms].sort(), ["http", "json", "markdown", "ndjson", "policy", "shell", "terraform", "yaml"]);
  await close();
}

async function options() {
  const { page, close } = await open();
  await page.locator("#example").selectOption({ label: "A spec for another usage" });
  await linted(page);
  const before = await rules(page);
  await page.locator("#options summary").click();
  await page.locator('[name="show"]').selectOption("info");
  await linted(page);
  assert.ok((await rules(page)).length > before.length, "notes, too");
  await page.locator('[name="account"]').fill("12");
  await linted(page);
  assert.match(await page.locator('label:has([name="account"]) .fault').textContent(), /\w/);
  await page.locator('[name="account"]').fill("111122223333");
  await linted(page);
  assert.equal(await page.locator('label:has([name="account"]) .fault').textContent(), "");
  await close();
}

/** A body by itself is held to the call that is chosen. */
async function calls() {
  const { page, close } = await open();
  await put(page, '{ "alias": "alias/payments" }');
  assert.ok((await rules(page)).includes("misplaced-field"), "nothing tells that it is not for a key");
  await page.locator("#options summary").click();
  const call = page.locator('[name="call"]');
  assert.ok((await call.locator("option").allTextContents()).includes("upload-key"));
  await call.selectOption("add-alias");
  await linted(page);
  assert.deepEqual(await rules(page), ["alias-prefix"]);
  await call.selectOption("");
  await linted(page);
  assert.ok((await rules(page)).includes("misplaced-field"), "and what it looks like again");
  await close();
}

async function files() {
  const { page, close } = await open();
  const file = path.join(folder, "keys.tf");
  writeFileSync(file, 'resource "ciphertrust_aws_key" "a" {\r\n  kms = "a"\r\n  region = "eu-west-9"\r\n}\r\n');
  await page.locator("#file").setInputFiles(file);
  await page.locator('article[data-rule="unknown-region"]').waitFor();
  assert.equal(await page.locator("#form").inputValue(), "terraform");
  assert.deepEqual(await page.locator("#under mark").allTextContents(), ['"eu-west-9"']);
  writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00]));
  await page.locator("#file").setInputFiles(file);
  await page.waitForFunction(() => document.getElementById("summary").textContent.includes("not a text in UTF-8"));
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['{ "kms": "a", "region": "eu-west1", "aws_param": {} }'], "a.json"));
    return transfer;
  });
  await page.locator("#text").dispatchEvent("drop", { dataTransfer: dropped });
  await page.locator('article[data-rule="unknown-region"]').waitFor();
  assert.match(await text(page), /eu-west1/);
  await close();
}

/** Everything without a mouse: to the text, out of it, to a finding, its rule and its fix. */
async function keyboard() {
  const { page, close } = await open();
  const focused = () => page.evaluate(() => {
    const { id, name, className, tagName } = document.activeElement;
    return id || name || className || tagName;
  });
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "skip");
  await page.keyboard.press("Enter");
  await page.locator("#text").evaluate((area) => area.focus());
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(FAULTY.replace('"region"', '"Region"'));
  await linted(page);
  await page.keyboard.press("Control+Home");
  const met = [];
  for (const key of ["F8", "F8", "F8", "Shift+F8"]) {
    await page.keyboard.press(key);
    met.push(await selected(page));
  }
  assert.deepEqual(met, ['"Region"', '"keyusage"', '"Region"', '"keyusage"']);
  assert.match(await page.locator("#here").textContent(), /keyusage/);
  const walked = [];
  for (let steps = 0; steps < 20 && walked.at(-1) !== "apply"; steps += 1) {
    await page.keyboard.press("Tab");
    walked.push(await focused());
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none", `${walked.at(-1)} shows that it has the focus`);
  }
  assert.ok(["undo", "mend", "go", "fold", "apply"].every((name) => walked.includes(name)), walked.join());
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("#list article").length === 1);
  await page.keyboard.press("Control+z");
  await linted(page);
  assert.equal(await page.locator("#list article").count(), 2);
  // Through all of the page and out of it again: no trap.
  await page.locator("#theme").focus();
  for (let steps = 0; steps < 60 && await focused() !== "BODY"; steps += 1) await page.keyboard.press("Tab");
  assert.equal(await focused(), "BODY");
  await close();
}

/** What a text says cannot act, wherever it is shown. */
async function hostile() {
  const { page, close } = await open();
  const evil = '</script><img src=x onerror=alert(1)><svg onload=alert(2)>\u202e';
  const param = { Alias: evil, [evil]: evil, Tags: [{ TagKey: evil, TagValue: evil }] };
  await put(page, JSON.stringify({ kms: evil, [evil]: 1, region: evil, aws_param: param }, null, 1));
  assert.ok(await page.locator("#list article").count() > 3);
  await page.keyboard.press("F8");
  assert.equal(await page.locator("img, svg, iframe").count(), 0);
  await page.locator("#share").click();
  const shared = await page.locator("#address").inputValue();
  await close();
  const again = await open(WIDE, { fragment: shared.slice(shared.indexOf("#")) });
  assert.equal(await again.page.locator("img, svg, iframe").count(), 0);
  await again.close();
}

/** A secret is in the text that was typed, and nowhere else; a link to it is warned of. */
async function secrets() {
  const { page, close } = await open();
  const secret = "0123456789plainlynotatoken";
  const body = `{ "kms": "${secret}", "region": "x", "aws_param": {} }`;
  await put(page, `curl -k https://cm.example.com/api/v1/cckm/aws/keys -H "Authorization: Bearer ${secret}" -d '${body}'`);
  assert.ok((await rules(page)).includes("credential-in-input"));
  assert.ok(!(await page.locator("#findings").textContent()).includes(secret));
  assert.ok(!(await page.locator("#here").textContent()).includes(secret));
  await page.locator("#share").click();
  assert.ok(await page.locator("#leak").isVisible());
  await close();
}

/** A fault of the linter's own is told by its place; the page goes on. */
async function faultOfOurs() {
  const before = () => {
    const Whole = Blob;
    // The first text is passed with a length that is not its own.
    const break_ = `const passed = postMessage; let calls = 0; const Real = WebAssembly.Instance;
      WebAssembly.Instance = class { constructor(...with_) { const { exports } = new Real(...with_);
        this.exports = { ...exports, lint: (...lengths) => exports.lint(...(calls++ === 1 ? [1e6, 1] : lengths)) }; } };\n`;
    window.Blob = class extends Whole {
      constructor(parts, options) { super(options?.type === "text/javascript" ? [break_, ...parts] : parts, options); }
    };
  };
  const { page, close } = await open(WIDE, { before });
  await put(page, '{ "a secret": 1 }');
  const summary = await page.locator("#summary").textContent();
  assert.match(summary, /An internal fault of the linter at \S+\.rs:\d+/);
  assert.ok(!summary.includes("a secret"));
  await put(page, FAULTY);
  assert.deepEqual(await rules(page), ["misspelled-field"], "the page goes on");
  await close();
}

async function looks() {
  for (const [size, options] of Object.entries({ wide: WIDE, phone: PHONE })) {
    for (const colorScheme of ["light", "dark"]) {
      const { page, close } = await open({ ...options, colorScheme });
      await page.locator("#example").selectOption({ label: "Every kind of fault" });
      await linted(page);
      assert.ok(await fits(page), `${size} ${colorScheme} is too wide`);
      await page.locator("#list .go").first().click();
      await page.screenshot({ path: path.join(folder, `playground-${size}-${colorScheme}.png`), fullPage: size === "phone" });
      await page.locator("#options summary").click();
      await page.locator("article .fold").first().click();
      await page.locator("article .rule h4").first().waitFor();
      assert.deepEqual(await tooFaint(page), [], `${size} ${colorScheme}`);
      assert.ok(await fits(page), `${size} ${colorScheme} with its options is too wide`);
      await page.screenshot({ path: path.join(folder, `playground-${size}-${colorScheme}-options.png`) });
      await close();
    }
  }
}

async function theme() {
  const { page, close } = await open({ ...WIDE, colorScheme: "dark" });
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await paper();
  await page.locator("#theme").click();
  const light = await paper();
  assert.notEqual(light, dark);
  await page.reload();
  await linted(page);
  assert.equal(await paper(), light, "the choice is kept");
  await close();
}

/** Typing into a text of a megabyte is not held up by the linter. */
async function large() {
  const { page, close } = await open();
  const one = '{ "kms": "aws-main", "region": "eu-west-1", "aws_param": { "Alias": "payments", "keyusage": "SIGN_VERIFY" } }\n';
  const file = path.join(folder, "large.ndjson");
  writeFileSync(file, one.repeat(9_000));
  await page.locator("#file").setInputFiles(file);
  await page.locator("#text").focus();
  await page.keyboard.type("é");
  await page.locator('article[data-rule="invalid-syntax"]').waitFor();
  await linted(page);
  assert.equal(await page.locator("#list article").count(), 500);
  await close();
}

try {
  const all = [
    typing, marks, following, scrolling, fixes, rulePages, sharing, examples, options, calls, files, keyboard, hostile, secrets,
    faultOfOurs, looks, theme, large,
  ];
  const named = process.argv.slice(4);
  for (const check of all.filter((check) => named.length === 0 || named.includes(check.name))) {
    await check();
    console.log(`ok: ${check.name}`);
  }
} finally {
  await browser.close();
}
