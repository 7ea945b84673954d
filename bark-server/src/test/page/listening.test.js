// The page that a batch leaves beside its takes, from the disk: PageIT gives the folder, with two takes of "a", of "b" and
// of a text in which somebody tries to break out.

import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const FOLDER = process.env.BARK_TAKES;
const AXE = createRequire(import.meta.url).resolve('axe-core');

let browser;
let context;
let page;
const faults = [];

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
  context = await browser.newContext({viewport: {width: 1280, height: 860}});
  page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) {
      faults.push(request.url());
    }
  });
  page.on('console', (line) => {
    if (line.type() === 'error') {
      faults.push(line.text());
    }
  });
  await page.goto(pathToFileURL(join(FOLDER, 'index.html')).href);
});

after(async () => {
  await browser?.close();
});

const state = () => page.textContent('#state');

async function saved() {
  const saving = page.waitForEvent('download');
  await page.click('#save');
  const download = await saving;
  assert.equal(download.suggestedFilename(), 'chosen.json');
  const file = join(FOLDER, 'chosen.json');
  await download.saveAs(file);
  return JSON.parse(readFileSync(file, 'utf8'));
}

test('each take is there, drawn and told', async () => {
  assert.equal(await page.locator('.text').count(), 3);
  assert.equal(await page.locator('.take').count(), 6);
  assert.equal(await page.locator('.take svg path').count(), 6);
  const drawn = await page.$$eval('.take img', (images) =>
    images.map((image) => image.complete && image.naturalWidth));
  assert.deepEqual(drawn, Array(6).fill(240));
  const told = await page.textContent('.take');
  assert.match(told, /Take 1 \d+\.\d\d s · seed \d+ · place [12], \d+\.\d points/);
  assert.match(await page.textContent('.about'), /^a · voice flite_rms$/);
  assert.equal(await state(), '0 of 3 texts chosen, 0 refused');
});

test('what a text holds is text', async () => {
  assert.equal(await page.textContent('.text:nth-child(3) h2'), '<b onclick="x">"Three" & four.</b>');
  assert.equal(await page.locator('h2 b').count(), 0);
});

test('keys go, play, choose and refuse', async () => {
  await page.keyboard.press(' ');
  await page.waitForFunction(() =>
    parseFloat(getComputedStyle(document.querySelector('.playing')).getPropertyValue('--at')) > 0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('0');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('1');
  assert.equal(await state(), '2 of 3 texts chosen, 1 refused');
  await page.keyboard.press('1');
  assert.equal(await state(), '1 of 3 texts chosen, 1 refused');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.locator('.take.current').getAttribute('data-file'), 'a-take1.wav');
});

test('a choice is kept, and saved as a file', async () => {
  await page.reload();
  assert.equal(await state(), '1 of 3 texts chosen, 1 refused');
  const file = await saved();
  assert.deepEqual(Object.keys(file.chosen), ['a']);
  assert.equal(file.chosen.a.take, 2);
  assert.match(file.chosen.a.seed, /^\d+$/);
  assert.deepEqual(file.refused, ['b']);
});

test('it is accessible in light and dark, wide and narrow', async () => {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({colorScheme});
    await page.evaluate(readFileSync(AXE, 'utf8'));
    const {violations} = await page.evaluate(() => window.axe.run());
    assert.deepEqual(violations.map(({id, nodes}) => [id, nodes[0].html]), [], colorScheme);
  }
  await page.setViewportSize({width: 360, height: 740});
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
});

test('a thousand takes stay usable', async () => {
  await page.setViewportSize({width: 1280, height: 860});
  await page.evaluate(() => {
    const list = document.getElementById('texts');
    const text = list.lastElementChild;
    for (let i = 0; i < 500; i++) {
      list.append(text.cloneNode(true));
    }
  });
  await page.keyboard.press('ArrowDown');
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.equal(await page.locator('.take').count(), 1006);
  assert.equal(await page.locator('.take.current').getAttribute('data-file'), 'b-take1.wav');
});

test('nothing failed, and nothing was asked of the network', () => {
  assert.deepEqual(faults, []);
  assert.ok(readdirSync(FOLDER).includes('index.html'));
});
