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

async function look(file) {
  const name = basename(file, ".html");
  const seen = {page: name, console: [], dialogs: 0, requests: [], overflow: {}, axe: []};
  const {context, page} = await open(file, seen, {viewport: {width: 1280, height: 800}});
  seen.ready = await page.evaluate(() => document.documentElement.dataset.ready === "true");
  seen.readyMillis = await page.evaluate(() => Math.round(performance.now()));
  seen.pwned = await page.evaluate(() => "pwned" in window);
  await page.screenshot({path: join(screenshots, name + "-first-screen.png")});
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

  for (const [width, colorScheme] of [[400, "light"], [1600, "dark"]]) {
    const sized = await open(file, seen, {viewport: {width, height: 900}, colorScheme, bypassCSP: true});
    seen.overflow[width] = await overflow(sized.page);
    await sized.page.screenshot({path: join(screenshots, `${name}-${width}-${colorScheme}.png`), fullPage: name !== "large"});
    await sized.page.evaluate(axe);
    const found = await sized.page.evaluate(() => window.axe.run({resultTypes: ["violations"]}));
    found.violations.forEach(each => seen.axe.push(
      `${colorScheme} ${each.id}: ${each.help} at ${each.nodes[0].target.join(" ")}: ${each.nodes[0].failureSummary}`));
    await sized.context.close();
  }

  const plain = await open(file, seen, {viewport: {width: 1280, height: 800}, javaScriptEnabled: false});
  seen.svgWithoutScripts = await plain.page.locator("[data-chart=curve] svg path").count();
  await plain.page.screenshot({path: join(screenshots, name + "-without-scripts.png")});
  await plain.context.close();
  return seen;
}

try {
  const files = readdirSync(pages).filter(file => file.endsWith(".html")).sort();
  const seen = [];
  for (const file of files) seen.push(await look(join(pages, file)));
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}
