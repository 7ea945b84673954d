// The page: what is on it, and what its buttons do.

import {ApiError, newId, options, progress, speech, useKey} from './api.js';
import {EXAMPLES, EXAMPLE_DIALOGUE} from './examples.js';
import {History} from './history.js';
import {Player, wav} from './player.js';
import {Waveform} from './waveform.js';

const POLL_MILLIS = 500;
const WAIT_FOR_MODEL_MILLIS = 2000;

/** How much of a piece's time a stage takes, and where it begins; roughly. */
const STAGES = {semantic: [0, 0.4], coarse: [0.4, 0.45], fine: [0.85, 0.1], codec: [0.95, 0.05]};

/** Fields of a request that have places of their own on the page. */
const PLACED = ['voice', 'seed', 'language', 'speakers'];

const $ = (id) => document.getElementById(id);
const player = new Player(showPlayer);
const waveform = new Waveform($('wave'));
const history = new History();

let server = null; // what it can do
let voices = []; // {id, language, aliases}
let cast = {}; // voices by the speakers' names, also of those that the text no longer has
let running = null; // by which what is being spoken is cancelled
let shown = null; // {body, seed} of what is in the player
let expected = 0; // seconds of sound, by the server's estimate
let frame = 0; // at which the player is drawn again

// What the server can do

async function connect() {
  try {
    server = await options();
  } catch (error) {
    if (error.status === 401) {
      askForKey();
    } else {
      $('engine').textContent = error.message;
      setTimeout(connect, WAIT_FOR_MODEL_MILLIS);
    }
    return;
  }
  $('key-form').hidden = true;
  $('engine').replaceChildren(
    ...[server.model, server.device, server.precision].map((word) => element('span', word)));
  $('engine').setAttribute('aria-label',
    `Model ${server.model} on ${server.device} in ${server.precision}`);
  $('format').replaceChildren(...server.formats.map((id) => new Option(id.toUpperCase(), id)));
  $('language').replaceChildren(
    new Option('the voice’s', ''), ...server.languages.map(({code, name}) => new Option(name, code)));
  $('speed').disabled = !server.speed;
  $('speed').title = server.speed ? '' : 'The server has no ffmpeg.';
  showFields();
  showVoices();
  showText();
  $('speak').disabled = false;
}

function askForKey() {
  $('engine').textContent = '';
  if (!$('key-form').hidden) {
    $('key-hint').textContent = 'This key is not the right one.';
  }
  $('key-form').hidden = false;
  $('key').focus();
}

/** The other names of a voice are told beside it. */
function namedOnce(all) {
  const own = all.filter(({id, name}) => id === name);
  return own.map((voice) => ({
    ...voice,
    aliases: all.filter(({id, name}) => name === `${id} (${voice.id})`).map(({id}) => id),
  }));
}

function showVoices() {
  voices = namedOnce(server.voices);
  const languages = Object.fromEntries(server.languages.map(({code, name}) => [code, name]));
  const rows = voices.map((voice) => {
    const listen = button('Hear', () => hearVoice(voice));
    listen.setAttribute('aria-label', `Hear ${voice.id}`);
    return voiceRow(voice.id, voice.id,
      [languages[voice.language], voice.aliases.join(', ')].filter(Boolean).join(' · '), listen);
  });
  rows.unshift(voiceRow('none', 'No voice', 'the model chooses'));
  $('voices').replaceChildren($('voices').querySelector('legend'), ...rows);
  const chosen = server.default_voice ?? 'none';
  $('voices').querySelectorAll('input').forEach((each) => (each.checked = each.value === chosen));
}

function voiceRow(value, name, about, ...more) {
  const radio = document.createElement('input');
  Object.assign(radio, {type: 'radio', name: 'voice', value});
  const label = element('label', radio, element('b', name), element('small', about));
  const row = element('div', label, ...more);
  row.className = 'voice';
  row.dataset.words = `${name} ${about}`.toLowerCase();
  return row;
}

function search() {
  const words = $('search').value.toLowerCase().split(/\s+/);
  let found = 0;
  for (const row of $('voices').querySelectorAll('.voice')) {
    row.hidden = !words.every((word) => row.dataset.words.includes(word));
    found += row.hidden ? 0 : 1;
  }
  $('no-voice').hidden = found > 0;
}

/** The options that have no place of their own, from the server's list of them. */
function showFields() {
  $('more').replaceChildren();
  for (const field of server.fields.filter(({name}) => !PLACED.includes(name))) {
    const input = document.createElement('input');
    const id = `field-${field.name}`;
    const numeric = field.least !== null;
    Object.assign(input, {
      id,
      name: field.name,
      type: numeric ? 'number' : 'text',
      placeholder: field.otherwise,
      autocomplete: 'off',
    });
    if (numeric) {
      Object.assign(input, {step: 'any', min: field.least, max: field.most ?? ''});
    }
    input.setAttribute('aria-describedby', `${id}-help`);
    const label = element('label', capital(field.name.replaceAll('-', ' ')));
    label.htmlFor = id;
    const help = element('small', field.help);
    help.id = `${id}-help`;
    $('more').append(element('p', label, input, help));
  }
}

// What is to be spoken

/** What looks like a speaker's name to the server, too: one to three words, no small letter first. */
const WORD = /(?!\p{Ll})[\p{L}\p{N}][\p{L}\p{M}\p{N}.'’_-]*/u.source;
const TURN = new RegExp(`^\\s*(${WORD}(?: ${WORD}){0,2})\\s*[:：]`, 'gmu');

const isDialogue = () => document.querySelector('[name=speakers]:checked').value === 'many';

const speakers = () => [...new Set([...$('text').value.matchAll(TURN)].map(([, name]) => name))];

function showText() {
  const text = $('text').value;
  const count = [...text].length;
  const most = server?.max_input ?? 0;
  const number = new Intl.NumberFormat('en');
  $('counter').textContent = `${number.format(count)} of ${number.format(most)} characters`;
  $('counter').classList.toggle('too-many', count > most);
  $('one').hidden = isDialogue();
  $('many').hidden = !isDialogue();
  if (isDialogue() && voices.length > 0) {
    showCast(speakers());
  }
}

function showCast(names) {
  if ([...$('cast').children].map(({dataset}) => dataset.name).join('\n') === names.join('\n')) {
    return;
  }
  const rows = names.map((name, i) => {
    cast[name] ??= voices[i % voices.length].id;
    const select = document.createElement('select');
    select.id = `cast-${i}`;
    select.append(...voices.map(({id}) => new Option(id, id, false, id === cast[name])));
    select.addEventListener('change', () => (cast[name] = select.value));
    const label = element('label', name);
    label.htmlFor = select.id;
    const row = element('p', label, select);
    row.dataset.name = name;
    return row;
  });
  $('cast').replaceChildren(...rows);
}

/** The request's body, but for the format. */
function body() {
  const asked = {input: $('text').value};
  if (isDialogue()) {
    asked.speakers = Object.fromEntries(speakers().map((name) => [name, cast[name]]));
    if (Object.keys(asked.speakers).length === 0) {
      throw new ApiError(0, 'No line begins with a speaker’s name and a colon.');
    }
  } else {
    asked.voice = document.querySelector('[name=voice]:checked').value;
  }
  for (const field of ['language', 'speed', 'seed']) {
    if ($(field).value.trim() !== '') {
      asked[field] = $(field).value.trim();
    }
  }
  for (const input of $('more').querySelectorAll('input')) {
    if (input.value.trim() !== '') {
      asked[input.name] = input.value.trim();
    }
  }
  return asked;
}

/** The opposite: what was asked once, into the fields. */
function fill(asked) {
  $('text').value = asked.input;
  document.querySelector(`[name=speakers][value=${asked.speakers ? 'many' : 'one'}]`).checked = true;
  cast = {...cast, ...asked.speakers};
  $('cast').replaceChildren();
  for (const radio of $('voices').querySelectorAll('input')) {
    radio.checked = asked.voice ? radio.value === asked.voice : radio.checked;
  }
  for (const field of ['language', 'speed', 'seed']) {
    $(field).value = asked[field] ?? '';
  }
  for (const input of $('more').querySelectorAll('input')) {
    input.value = asked[input.name] ?? '';
  }
  showText();
}

// Speaking

async function speak() {
  if (running || !server) {
    return;
  }
  try {
    const wrong = document.querySelector('.fields :invalid');
    if (wrong) {
      wrong.closest('details')?.setAttribute('open', '');
      wrong.reportValidity();
      return;
    }
    if ($('text').value.trim() === '') {
      throw new ApiError(0, 'There is no text to speak yet.');
    }
    await run(body(), true);
  } catch (error) {
    tell(error);
  }
}

function hearVoice({id, language}) {
  return run({input: EXAMPLES[language ?? 'en'].split('. ')[0], voice: id, seed: '1'}, false);
}

/** Asks for speech and plays it while it comes; what ran before is cancelled. */
async function run(asked, kept) {
  running?.abort();
  const now = new AbortController();
  running = now;
  const id = newId();
  player.begin(server.sample_rate);
  waveform.clear();
  shown = null;
  expected = 0;
  tell(null);
  say('Asked for …');
  $('progress').value = 0;
  $('facts').replaceChildren();
  $('warnings').replaceChildren();
  showRunning();
  follow(id, now);
  try {
    const response = await speech({...asked, response_format: 'pcm'}, id, now.signal);
    shown = {body: asked, seed: response.headers.get('x-bark-seed')};
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      waveform.add(player.feed(part.value));
    }
    running = null;
    await finished(id, asked, kept);
  } catch (error) {
    if (running === now) {
      running = null;
      failed(error);
    }
  }
  showRunning();
}

async function finished(id, asked, kept) {
  player.end();
  say('Done');
  showRunning();
  const account = await progress(id).catch(() => null);
  showFacts(account);
  if (kept) {
    const entry = {
      id,
      when: Date.now(),
      body: asked,
      seed: shown.seed,
      rate: player.rate,
      samples: player.samples(),
    };
    await history.add(entry);
    showHistory();
  }
}

function failed(error) {
  if (error.name === 'AbortError') {
    player.stop();
    say('Cancelled');
    return;
  }
  player.end();
  if (error instanceof ApiError) {
    say('');
    tell(error);
    if (error.status === 401) {
      askForKey();
    }
  } else {
    say('Broken off');
    tell(new ApiError(0, player.length > 0
      ? 'The server broke off; what has come can be played.'
      : 'The server broke off.'));
    console.warn(error);
  }
}

function cancel() {
  running?.abort();
}

/** Shows how far a request is, as long as it runs. */
async function follow(id, now) {
  while (running === now) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
    const account = await progress(id).catch(() => null);
    if (account && running === now) {
      showProgress(account);
    }
  }
}

function showProgress({state, place, pieces, pieces_done: done, stage, stage_done: part,
  estimated_seconds: seconds}) {
  expected = seconds;
  if (state === 'queued') {
    say(place > 1 ? `Waiting, place ${place} in the queue` : 'Waiting, next in the queue');
    return;
  }
  const [from, share] = STAGES[stage] ?? [0, 0];
  $('progress').value = pieces ? Math.min(1, (done + from + share * part) / pieces) : 0;
  say(pieces > 1 ? `Piece ${Math.min(done + 1, pieces)} of ${pieces}` : 'Speaking');
}

function showRunning() {
  $('speak').hidden = running !== null;
  $('cancel').hidden = running === null;
  $('progress').hidden = running === null;
  showPlayer();
}

/** Told to screen readers, too: so only when it changes. */
function say(word) {
  if ($('state').textContent !== word) {
    $('state').textContent = word;
  }
}

function tell(error) {
  $('error').hidden = !error;
  $('error').textContent = error ? error.message : '';
}

function showFacts(account) {
  const facts = [['Seed', shown.seed]];
  const factor = account?.timings.real_time_factor;
  if (factor) {
    facts.push(['Real-time factor', factor.toFixed(2)]);
  }
  if (account?.timings.first_audio_seconds) {
    facts.push(['First sound after', `${account.timings.first_audio_seconds.toFixed(1)} s`]);
  }
  $('facts').replaceChildren(
    ...facts.map(([name, value]) => element('div', element('dt', name), element('dd', value))));
  $('warnings').replaceChildren(...(account?.warnings ?? []).map((each) => element('li', each)));
}

// The player

function showPlayer() {
  const {length, playing, seekable, duration} = player;
  $('play').disabled = length === 0;
  $('play').classList.toggle('playing', playing);
  $('play').setAttribute('aria-label', playing ? 'Pause' : 'Play');
  $('position').disabled = !seekable;
  $('position').max = duration;
  $('download').disabled = !seekable;
  $('again').disabled = !shown;
  showPosition();
  if ((playing || running) && !frame) {
    frame = requestAnimationFrame(() => {
      frame = 0;
      showPlayer();
    });
  }
}

function showPosition() {
  const {position, duration} = player;
  if (document.activeElement !== $('position') || player.playing) {
    $('position').value = position;
  }
  $('position').setAttribute('aria-valuetext', `${clock(position)} of ${clock(duration)}`);
  $('time').textContent = `${clock(position)} / ${clock(duration)}`;
  const whole = running ? Math.max(expected, duration) : duration;
  waveform.draw(position * player.rate, whole * player.rate);
}

/** WAV is here; in other formats the server speaks the same again. */
async function download() {
  const format = $('format').value;
  const {body: asked, seed} = shown;
  const name = fileName(asked, seed, format);
  if (format === 'wav') {
    save(wav(player.blocks, player.rate), name);
    return;
  }
  $('download').disabled = true;
  say(`Spoken again, as ${format.toUpperCase()} …`);
  tell(null);
  try {
    const response = await speech(
      {...asked, seed, response_format: format, stream: false}, newId(), undefined);
    save(await response.blob(), name);
    say('Done');
  } catch (error) {
    say('');
    tell(error);
  }
  showPlayer();
}

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The text's first words, the voice and the seed, as far as all systems take them. */
function fileName({input, voice}, seed, format) {
  const words = (text, most) =>
    [...text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')].slice(0, most).join('')
      .replace(/^-+|-+$/g, '');
  return ['bark', words(input, 40), words(voice ?? 'dialogue', 30), seed]
    .filter(Boolean).join('-') + `.${format}`;
}

// History

function showHistory() {
  $('no-history').hidden = history.entries.length > 0;
  $('clear').hidden = history.entries.length === 0;
  $('history').replaceChildren(...history.entries.map((entry) => {
    const {id, when, body: asked, seed, samples, rate} = entry;
    const about = [
      new Date(when).toLocaleString([], {dateStyle: 'medium', timeStyle: 'short'}),
      asked.voice ?? 'dialogue',
      clock(samples.length / rate),
    ].join(' · ');
    const text = [...asked.input].slice(0, 160).join('');
    return element('li',
      element('p', text),
      element('small', about),
      element('div',
        named(button('Play', () => open(entry)), `Play ${text}`),
        named(button('Use again', () => use(asked, seed)), `Use again ${text}`),
        named(button('Remove', () => history.remove(id).then(showHistory)), `Remove ${text}`)));
  }));
}

function open({body: asked, seed, samples, rate}) {
  cancel();
  running = null;
  showRunning();
  shown = {body: asked, seed};
  waveform.clear();
  waveform.add(samples);
  player.open(samples, rate);
  say('');
  showFacts(null);
  player.toggle();
}

function use(asked, seed) {
  fill({...asked, seed});
  $('text').focus();
}

// Small helpers

function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function button(word, action) {
  const made = element('button', word);
  made.type = 'button';
  made.className = 'plain';
  made.addEventListener('click', action);
  return made;
}

function named(control, label) {
  control.setAttribute('aria-label', label);
  return control;
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);

function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

// What the user does

function example() {
  $('text').value = isDialogue()
    ? EXAMPLE_DIALOGUE
    : EXAMPLES[$('language').value || chosenLanguage()] ?? EXAMPLES.en;
  showText();
  $('text').focus();
}

function chosenLanguage() {
  const chosen = document.querySelector('[name=voice]:checked')?.value;
  return voices.find(({id}) => id === chosen)?.language ?? 'en';
}

$('text-card').addEventListener('submit', (event) => {
  event.preventDefault();
  speak();
});
$('key-form').addEventListener('submit', (event) => {
  event.preventDefault();
  useKey($('key').value.trim());
  $('key').value = '';
  tell(null);
  connect();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    speak();
  } else if (event.key === 'Escape') {
    cancel();
  }
});
$('text').addEventListener('input', showText);
$('example').addEventListener('click', example);
$('cancel').addEventListener('click', cancel);
$('search').addEventListener('input', search);
document.querySelectorAll('[name=speakers]').forEach((radio) =>
  radio.addEventListener('change', showText));
$('play').addEventListener('click', () => player.toggle());
$('position').addEventListener('input', () => {
  player.seek(Number($('position').value));
  showPlayer();
});
$('download').addEventListener('click', download);
$('again').addEventListener('click', () => {
  $('seed').value = shown.seed;
});
$('defaults').addEventListener('click', () =>
  $('more').querySelectorAll('input').forEach((input) => (input.value = '')));
$('clear').addEventListener('click', () => {
  if (confirm('Remove all that was spoken from this browser?')) {
    history.clear().then(showHistory);
  }
});

connect();
history.open().then(showHistory);
