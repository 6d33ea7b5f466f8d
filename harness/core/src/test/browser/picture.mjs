// Takes a picture of the first screen of a page: node picture.mjs CHROMIUM PAGE PICTURE
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {chromium} from "playwright-core";

const [executablePath, page, picture] = process.argv.slice(2);
const browser = await chromium.launch({executablePath, headless: true, args: [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"]});
try {
  const tab = await browser.newPage({viewport: {width: 1200, height: 640}, colorScheme: "light"});
  await tab.goto(pathToFileURL(resolve(page)).href);
  await tab.screenshot({path: picture});
} finally {
  await browser.close();
}
