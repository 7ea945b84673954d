// OpenAI's own client against the server.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import OpenAI from 'openai';
import {KEY, SERVER, account, probe, proxy, until} from './setting.js';

const client = new OpenAI({baseURL: `${SERVER}/v1`, apiKey: KEY, timeout: 240_000});

/** As clients send it that were told nothing, but for the bound. */
const SHORT = {model: 'tts-1', voice: 'alloy', input: 'Good morning.', max_seconds: 1};
const LONG = {...SHORT, response_format: 'pcm', input: 'One more sentence is read. '.repeat(12)};

async function bytes(response) {
  return Buffer.from(await response.arrayBuffer());
}

test('a WAV, whole', async () => {
  const saved = await bytes(
    await client.audio.speech.create({...SHORT, response_format: 'wav', stream: false}));
  assert.equal(saved.toString('latin1', 0, 4), 'RIFF');
  assert.equal(saved.readUInt32LE(4), saved.length - 8);
  const probed = probe('client.wav', saved);
  if (probed) {
    assert.equal(probed.codec_name, 'pcm_s16le');
  }
});

test('MP3, every client’s default, or a sentence that tells what is missing', async () => {
  try {
    const saved = await bytes(await client.audio.speech.create(SHORT));
    const probed = probe('client.mp3', saved);
    if (probed) {
      assert.equal(probed.codec_name, 'mp3');
    }
  } catch (error) {
    assert.ok(error instanceof OpenAI.BadRequestError, error);
    assert.match(error.message, /ffmpeg/);
  }
});

test('a stream comes in parts, and an abort ends it on the server', async () => {
  const abort = new AbortController();
  const response = await client.audio.speech.create(LONG, {signal: abort.signal});
  const reader = response.body.getReader();
  const first = await reader.read();
  assert.ok(first.value.length > 0);
  const id = response.headers.get('x-request-id');
  assert.equal((await account(id)).state, 'running');
  abort.abort();
  await until(({state}) => state === 'cancelled', () => account(id));
});

test('events', async () => {
  const response = await client.audio.speech.create(
    {...SHORT, response_format: 'pcm', stream_format: 'sse'});
  const events = (await response.text()).split('\n').filter((line) => line.startsWith('data: '))
    .map((line) => JSON.parse(line.slice('data: '.length)));
  const done = events.pop();
  assert.equal(done.type, 'speech.audio.done');
  assert.ok(done.usage.total_tokens > 0);
  assert.ok(events.every(({type}) => type === 'speech.audio.delta'));
  assert.ok(events.some(({audio}) => Buffer.from(audio, 'base64').length > 0));
});

test('errors are the client’s own', async () => {
  const refused = (body) => client.audio.speech.create({...SHORT, ...body}).then(
    () => assert.fail('it was taken'), (error) => error);
  const voice = await refused({voice: 'nobody'});
  assert.ok(voice instanceof OpenAI.NotFoundError, voice);
  assert.equal(voice.code, 'voice_not_found');
  assert.equal((await refused({speed: 5})).param, 'speed');
  const stranger = new OpenAI({baseURL: `${SERVER}/v1`, apiKey: 'wrong', maxRetries: 0});
  await assert.rejects(stranger.models.list(), OpenAI.AuthenticationError);
});

test('it asks again after a 503', async () => {
  let refusals = 0;
  const front = await proxy('/', (asked, answered) => {
    if (refusals === 2) {
      return false;
    }
    refusals++;
    answered.writeHead(503, {'retry-after-ms': '10'}).end();
    return true;
  });
  try {
    const patient = new OpenAI(
      {baseURL: `http://127.0.0.1:${front.address().port}/v1`, apiKey: KEY});
    const {data} = await patient.models.list();
    assert.ok(data.some(({id}) => id === 'tts-1'));
  } finally {
    front.closeAllConnections();
    front.close();
  }
});
