// Opens pages in Chromium as people would, and prints what was seen as JSON, an object for each page.
//
//   node look.mjs CHROMIUM FOLDER-OF-PAGES FOLDER-FOR-SCREENSHOTS
import {readdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {basename, join, resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

const [executablePath, pages, screenshots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// Playwright gives each browser a new, empty profile.
const browser = await chromium.launch({executablePath, headless: true, args: [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"]});

async function open(file, seen, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  // When the page's own script is through, it answers.
  await page.addInitScript(() => new MutationObserver((changes, observer) => {
    if (document.documentElement?.dataset.ready !== "true") return;
    window.readyAt = performance.now();
    observer.disconnect();
  }).observe(document, {attributes: true, subtree: true, attributeFilter: ["data-ready"]}));
  page.on("console", message => {
    if (["error", "warning"].includes(message.type())) seen.console.push(message.text());
  });
  page.on("pageerror", error => seen.console.push(String(error)));
  page.on("dialog", dialog => { seen.dialogs++; dialog.dismiss(); });
  page.on("request", request => {
    if (!request.url().startsWith("file:")) seen.requests.push(request.url());
  });
  await page.goto(pathToFileURL(resolve(file)).href);
  return {context, page};
}

const overflow = page => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

// Walks a flame graph by its keys and zooms in and out, as who has no pointer would.
async function walk(page) {
  const frames = page.locator("svg.flame .frame");
  const now = () => page.evaluate(() => {
    const all = Array.from(document.querySelectorAll("svg.flame .frame"));
    const at = document.activeElement;
    return {
      focus: at.closest("svg.flame") ? at.querySelector("title").textContent : null,
      y: at.getAttribute("y"), width: at.getAttribute("width"),
      shown: all.filter(each => each.style.display !== "none").length,
      tabStops: all.filter(each => each.getAttribute("tabindex") === "0").length,
      said: document.querySelector("[aria-live]").textContent
    };
  });
  const press = async key => { await page.keyboard.press(key); return now(); };
  await frames.first().focus();
  const seen = {frames: await frames.count(), first: await now()};
  seen.down = await press("ArrowDown");
  let last = seen.down;
  for (let i = 0; i < 100; i++) {
    const next = await press("ArrowDown");
    if (next.focus === last.focus) break;
    last = next;
  }
  seen.deepest = last;
  seen.zoomed = await press("Enter");
  seen.up = await press("ArrowUp");
  seen.whole = await press("Escape");
  await frames.nth(1).click();
  seen.clicked = await now();
  await page.keyboard.press("Escape");
  return seen;
}

async function look(file) {
  const name = basename(file, ".html");
  const kept = !/hostile|huge|large|least/.test(name);  // pictures that people look at
  const seen = {page: name, console: [], dialogs: 0, requests: [], overflow: {}, axe: []};
  const {context, page} = await open(file, seen, {viewport: {width: 1280, height: 800}});
  seen.ready = await page.evaluate(() => document.documentElement.dataset.ready === "true");
  seen.readyMillis = await page.evaluate(() => Math.round(window.readyAt ?? performance.now()));
  seen.pwned = await page.evaluate(() => "pwned" in window);
  if (kept) await page.screenshot({path: join(screenshots, name + "-first-screen.png")});
  seen.charts = await page.evaluate(() => Array.from(document.querySelectorAll("[data-chart]"), place => {
    const canvas = place.querySelector("canvas");
    let painted = 0;
    if (canvas) {
      const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      for (let i = 3; i < pixels.length; i += 4) if (pixels[i]) painted++;
    }
    return {chart: place.dataset.chart, points: Number(place.dataset.points || 0), painted};
  }));
  const over = page.locator("[data-chart=curve] .u-over").first();
  if (await over.count()) {
    await over.hover({position: {x: 120, y: 80}});
    seen.tooltip = await page.locator("[data-chart=curve] .tip").innerText();
  }
  if (await page.locator("svg.flame").count()) seen.flame = await walk(page);
  const table = page.locator("table.sortable:visible").first();
  if (await table.count()) {
    const values = column => table.locator("tbody tr").evaluateAll((rows, at) =>
      rows.map(row => Number(row.cells[at].dataset.v)), column);
    const column = await table.locator("thead th").evaluateAll(heads =>
      heads.findIndex(head => head.classList.contains("n")));
    const head = table.locator("thead th").nth(column).locator("button");
    await head.click();
    seen.sortedDown = await values(column);
    await head.focus();
    await page.keyboard.press("Enter");
    seen.sortedUp = await values(column);
    seen.sortSaid = await table.locator("thead th").nth(column).getAttribute("aria-sort");
  }
  await context.close();

  // axe is not of the page, whose policy lets only its own scripts run.
  const sized = await open(file, seen, {viewport: {width: 400, height: 900}, bypassCSP: true});
  await sized.page.evaluate(axe);
  // What is folded must fit and be readable too.
  await sized.page.evaluate(() => document.querySelectorAll("details").forEach(each => { each.open = true; }));
  for (const [width, colorScheme] of [[400, "light"], [1600, "dark"]]) {
    await sized.page.setViewportSize({width, height: 900});
    await sized.page.emulateMedia({colorScheme});
    seen.overflow[width] = await overflow(sized.page);
    if (kept) await sized.page.screenshot({path: join(screenshots, `${name}-${width}-${colorScheme}.png`), fullPage: true});
    const found = await sized.page.evaluate(() => window.axe.run({resultTypes: ["violations"]}));
    found.violations.forEach(each => seen.axe.push(
      `${colorScheme} ${each.id}: ${each.help} at ${each.nodes[0].target.join(" ")}: ${each.nodes[0].failureSummary}`));
  }
  await sized.context.close();

  if (kept) {
    const plain = await open(file, seen, {viewport: {width: 1280, height: 800}, javaScriptEnabled: false});
    seen.svgWithoutScripts = await plain.page.locator("[data-chart=curve] svg path").count();
    await plain.page.screenshot({path: join(screenshots, name + "-without-scripts.png")});
    await plain.context.close();
  }
  return seen;
}

try {
  const files = readdirSync(pages).filter(file => file.endsWith(".html")).sort();
  const seen = [];
  const left = files.slice();
  const looker = async () => {
    for (let file = left.shift(); file; file = left.shift()) seen.push(await look(join(pages, file)));
  };
  await Promise.all([looker(), looker()]);
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}
