// The page as its users meet it: behind a proxy with a path prefix, on plain http with a host name.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {chromium} from 'playwright-core';
import {KEY, SERVER, account, folder, probe, proxy, until} from './setting.js';

const TEXT = 'The first sentence is heard soon. The second takes its time. A third one comes after. '
  + 'The fourth is the last.';
const PATIENCE = 120_000;
const AXE = createRequire(import.meta.url).resolve('axe-core');

let front;
let inPlace = () => false; // answers for the server
const passed = []; // samples
let browser;
let page;
const faults = [];
const bodies = []; // of requests for speech
const ids = [];

before(async () => {
  front = await proxy('/speech/', (...exchange) => inPlace(...exchange), passed);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--host-resolver-rules=MAP lan.test 127.0.0.1'],
  });
  const context = await browser.newContext(
    {viewport: {width: 1280, height: 860}, reducedMotion: 'reduce'});
  context.setDefaultTimeout(PATIENCE);
  page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (line) => {
    if (/Content Security Policy/.test(line.text())) {
      faults.push(line.text());
    }
  });
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/audio/speech')) {
      bodies.push(request.postDataJSON());
      ids.push(request.headers()['x-request-id']);
    }
  });
  // Remembers the contexts, to look at their clocks.
  await page.addInitScript(() => {
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (when) {
      window.scheduled ??= {context: this.context, at: when};
      return start.call(this, when);
    };
  });
  await page.goto(`http://lan.test:${front.address().port}/speech/`);
});

after(async () => {
  await browser?.close();
  front?.close();
});

function answerOnce(path, answer) {
  inPlace = (asked, answered) => {
    if (!asked.url.endsWith(path)) {
      return false;
    }
    inPlace = () => false;
    answer(answered);
    return true;
  };
}

const text = (selector) => page.textContent(selector);

async function assertAccessible(what) {
  // As text: the page's policy would not let a script element in.
  await page.evaluate(readFileSync(AXE, 'utf8'));
  const {violations} = await page.evaluate(() => window.axe.run());
  assert.deepEqual(violations.map(({id, nodes}) => [id, nodes[0].html]), [], what);
}

test('it asks for the key, then shows the model and its voices', async () => {
  await page.waitForSelector('#key');
  await assertAccessible('asking for the key');
  await page.fill('#key', 'a wrong one');
  await page.press('#key', 'Enter');
  await page.waitForFunction(() =>
    document.getElementById('key-hint').textContent === 'This key is not the right one.');
  await page.fill('#key', KEY);
  await page.press('#key', 'Enter');
  await page.waitForSelector('.voice');

  assert.match(await text('#engine'), /nano.*cpu/);
  await page.fill('#search', 'SLT');
  assert.equal(await page.locator('.voice:visible').count(), 1);
  await page.check('[value=flite_slt]');
  await page.fill('#search', '');
});

test('sound is heard before all of it has come', async () => {
  await page.click('summary');
  await page.fill('[name=max-seconds]', '1.5');
  await page.fill('[name=max-sentence-seconds]', '2');
  await page.fill('#text', TEXT);
  assert.match(await text('#counter'), new RegExp(`^${TEXT.length} of `));
  await page.press('#text', 'Control+Enter');
  await page.waitForFunction(() =>
    window.scheduled && window.scheduled.context.currentTime > window.scheduled.at);

  assert.equal(await page.isVisible('#cancel'), true);
  assert.equal((await account(ids.at(-1))).state, 'running');
  await page.waitForSelector('#facts div');
  assert.equal(await text('#state'), 'Done');
  assert.match(await text('#facts'), /Seed\d+Real-time factor\d/);
  assert.equal(bodies.at(-1).voice, 'flite_slt');
  assert.equal(bodies.at(-1)['max-seconds'], '1.5');
});

test('a WAV is saved under a sensible name, with true sizes', async () => {
  const saving = page.waitForEvent('download');
  await page.click('#download');
  const saved = await saving;
  assert.match(saved.suggestedFilename(), /^bark-the-first-sentence-[a-z-]*-flite-slt-\d+\.wav$/);
  await saved.saveAs(join(folder, 'a.wav'));

  const bytes = readFileSync(join(folder, 'a.wav'));
  assert.equal(bytes.readUInt32LE(4), bytes.length - 8);
  assert.equal(bytes.readUInt32LE(40), bytes.length - 44);
  assert.ok(bytes.subarray(44).equals(Buffer.concat(passed)));
  const probed = probe('a.wav');
  if (probed) {
    assert.equal(probed.codec_name, 'pcm_s16le');
    assert.equal(probed.sample_rate, '24000');
    assert.ok(Math.abs(probed.duration - (bytes.length - 44) / 48_000) < 0.01);
  }
});

test('in another format, what is saved is the same speech', async () => {
  const formats = await page.locator('#format option').evaluateAll(
    (options) => options.map(({value}) => value));
  for (const format of formats.filter((each) => ['flac', 'mp3'].includes(each))) {
    await page.selectOption('#format', format);
    const saving = page.waitForEvent('download');
    await page.click('#download');
    const saved = await saving;
    const name = `a.${format}`;
    assert.match(saved.suggestedFilename(), new RegExp(`-flite-slt-\\d+\\.${format}$`));
    await saved.saveAs(join(folder, name));
    const probed = probe(name);
    if (probed) {
      assert.equal(probed.codec_name, format);
      // As long as the WAV, but for what an encoder pads.
      assert.ok(Math.abs(probed.duration - probe('a.wav').duration) < 0.2, name);
    }
  }
  await page.selectOption('#format', 'wav');
});

test('a voice can be heard', async () => {
  await page.click('[aria-label="Hear flite_awb"]');
  await page.waitForSelector('#facts div');
  assert.equal(bodies.at(-1).voice, 'flite_awb');
  assert.equal((await account(ids.at(-1))).state, 'done');
  assert.equal(await page.locator('#history li').count(), 1, 'a sample is not kept');
});

test('its place in the queue is told', async () => {
  const others = new AbortController();
  // A long sentence: it is read for some seconds before the next one's turn.
  const input = `${'and one word more '.repeat(11)}.`;
  for (let i = 0; i < 3; i++) {
    fetch(`${SERVER}/v1/audio/speech`, {
      method: 'POST',
      headers: {Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json'},
      body: JSON.stringify({input, response_format: 'pcm', seed: i}),
      signal: others.signal,
    }).catch(() => {});
  }
  await until((metrics) => /^bark_requests_active 3/m.test(metrics), async () =>
    (await fetch(`${SERVER}/metrics`, {headers: {Authorization: `Bearer ${KEY}`}})).text());
  await page.press('#text', 'Control+Enter');
  await page.waitForFunction(() =>
    /^Waiting, place [23] in the queue$/.test(document.getElementById('state').textContent));
  others.abort();
  await page.waitForFunction(() =>
    /^(Piece|Speaking)/.test(document.getElementById('state').textContent));
  await page.keyboard.press('Escape');
  await until(({state}) => state === 'cancelled', () => account(ids.at(-1)));
});

test('it is accessible in light and dark, wide and narrow', async () => {
  await assertAccessible('light');
  await page.emulateMedia({colorScheme: 'dark'});
  await assertAccessible('dark');
  await page.setViewportSize({width: 360, height: 740});
  await assertAccessible('narrow');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  await page.emulateMedia({colorScheme: 'light'});
  await page.setViewportSize({width: 1280, height: 860});
});

test('Escape cancels, here and on the server', async () => {
  await page.fill('#text', TEXT.repeat(3));
  await page.press('#text', 'Control+Enter');
  await page.waitForSelector('#cancel:visible');
  await until(({state}) => state === 'running', () => account(ids.at(-1)));
  await page.keyboard.press('Escape');
  await page.waitForSelector('#speak:not([hidden])');

  assert.equal(await text('#state'), 'Cancelled');
  await until(({state}) => state === 'cancelled', () => account(ids.at(-1)));
});

test('what has come before the server breaks off can be played', async () => {
  let broken;
  answerOnce('/v1/audio/speech', (answered) => {
    broken = answered;
    answered.writeHead(200, {'content-type': 'audio/pcm', 'x-bark-seed': '7'});
    answered.write(Buffer.alloc(24_001));
  });
  await page.press('#text', 'Control+Enter');
  await page.waitForSelector('#play:enabled');
  broken.destroy();
  await page.waitForSelector('#error:visible');

  assert.equal(await text('#error'), 'The server broke off; what has come can be played.');
  assert.equal(await page.isEnabled('#play'), true);
  assert.equal(await page.locator('#history li').count(), 1);
});

test('what was spoken is there after a reload, and can be asked for again', async () => {
  answerOnce('/v1/options', (answered) => answered.writeHead(503).end());
  await page.reload();
  await page.waitForSelector('.voice');
  assert.equal(await page.locator('#history li').count(), 1);
  await page.click('#history button:has-text("Play")');
  await page.waitForSelector('#play.playing');
  const seed = (await text('#facts')).match(/\d+/)[0];
  await page.click('#again');
  assert.equal(await page.inputValue('#seed'), seed);
  await page.click('#history button:has-text("Use again")');

  assert.equal(await page.inputValue('#text'), TEXT);
  assert.equal(await page.inputValue('#seed'), seed);
  assert.equal(await page.inputValue('[name=max-seconds]'), '1.5');
  assert.equal(await page.isChecked('[value=flite_slt]'), true);
});

test('a dialogue has a voice a speaker', async () => {
  await page.check('[value=many]');
  await page.fill('#text', 'Anna: Good morning.\nBen: He said: no.\nAnna: Well.');
  assert.deepEqual(await page.locator('#cast label').allTextContents(), ['Anna', 'Ben']);
  await page.selectOption('#cast select >> nth=1', 'flite_slt');
  await assertAccessible('dialogue');
  await page.route('**/v1/audio/speech', (route) => route.abort());
  await page.click('#speak');
  await page.waitForSelector('#error:visible');

  assert.equal(await text('#error'), 'The server cannot be reached.');
  assert.deepEqual(bodies.at(-1).speakers, {Anna: 'flite_awb', Ben: 'flite_slt'});
  assert.deepEqual(faults, []);
});
