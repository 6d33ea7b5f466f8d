// Prints after how many milliseconds a page answers, the median of 5: node ready.mjs CHROMIUM PAGE
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

const [executablePath, page] = process.argv.slice(2);
const browser = await chromium.launch({executablePath, headless: true, args: [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"]});
try {
  const times = [];
  for (let i = 0; i < 5; i++) {
    const tab = await browser.newPage({viewport: {width: 1280, height: 900}});
    await tab.goto(pathToFileURL(resolve(page)).href);
    await tab.waitForSelector("html[data-ready=true]", {state: "attached"});
    // A frame later what the script drew is on the screen.
    times.push(await tab.evaluate(() => new Promise(done => requestAnimationFrame(() => done(performance.now())))));
    await tab.close();
  }
  console.log(Math.round(times.sort((a, b) => a - b)[2]));
} finally {
  await browser.close();
}
