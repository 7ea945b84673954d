// Plays takes, and keeps what was chosen: in this browser, until it is saved as a file.
'use strict';

const KEY = 'bark-takes:' + location.pathname;
const texts = [...document.querySelectorAll('.text')];
const player = new Audio();
let current; // a take
let playing;

/** By ids: {take, seed}, or null where all are refused. */
let choices = new Map();

function load() {
  try {
    choices = new Map(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
  } catch {
    choices = new Map(); // the browser keeps nothing for files, or something else
  }
}

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify([...choices]));
  } catch {
    // It is kept until the page is closed.
  }
}

const takes = (text) => [...text.querySelectorAll('.take')];

/** A take that was made anew since is not the one that was chosen. */
const isChosen = (take, choice) =>
  Boolean(choice) && take.dataset.take === String(choice.take) && take.dataset.seed === choice.seed;

function show(text) {
  const choice = choices.get(text.dataset.id);
  let chosen = false;
  for (const take of takes(text)) {
    const is = isChosen(take, choice);
    chosen ||= is;
    take.classList.toggle('chosen', is);
    take.querySelector('.choose').setAttribute('aria-pressed', is);
  }
  const refused = choice === null;
  text.classList.toggle('chosen', chosen);
  text.classList.toggle('refused', refused);
  text.querySelector('.refuse').setAttribute('aria-pressed', refused);
}

function count() {
  const chosen = texts.filter((text) => text.classList.contains('chosen')).length;
  const refused = texts.filter((text) => text.classList.contains('refused')).length;
  document.getElementById('state').textContent =
    chosen + ' of ' + texts.length + ' texts chosen, ' + refused + ' refused';
}

/** Chooses a take, or takes the choice back. */
function choose(take) {
  const text = take.closest('.text');
  const id = text.dataset.id;
  if (isChosen(take, choices.get(id))) {
    choices.delete(id);
  } else {
    choices.set(id, {take: Number(take.dataset.take), seed: take.dataset.seed});
  }
  changed(text);
}

function refuse(text) {
  const id = text.dataset.id;
  if (choices.get(id) === null) {
    choices.delete(id);
  } else {
    choices.set(id, null);
  }
  changed(text);
}

function changed(text) {
  show(text);
  count();
  keep();
}

function go(take) {
  current?.classList.remove('current');
  current = take;
  current.classList.add('current');
  current.querySelector('.picture').focus({preventScroll: true});
  current.closest('.text').scrollIntoView({block: 'nearest'});
}

function play(take, share = 0) {
  stop();
  playing = take;
  take.classList.add('playing');
  player.src = encodeURIComponent(take.dataset.file);
  player.onloadedmetadata = () => {
    player.currentTime = share * player.duration;
  };
  player.play().catch((error) => {
    if (error.name !== 'AbortError') {
      document.getElementById('state').textContent = take.dataset.file + ' cannot be played.';
      stop();
    }
  });
  follow();
}

function stop() {
  player.pause();
  playing?.classList.remove('playing');
  playing = undefined;
}

function follow() {
  if (playing) {
    const share = player.duration ? player.currentTime / player.duration : 0;
    playing.style.setProperty('--at', 100 * share + '%');
    requestAnimationFrame(follow);
  }
}
player.onended = stop;

function button(label, kind, action) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = kind;
  made.textContent = label;
  made.onclick = action;
  return made;
}

function prepare(text) {
  for (const take of takes(text)) {
    take.querySelector('.picture').onclick = (event) => {
      go(take);
      const box = event.currentTarget.getBoundingClientRect();
      // A key has no place.
      play(take, event.detail ? (event.clientX - box.left) / box.width : 0);
    };
    const name = take.querySelector('b').textContent;
    take.append(button('Choose ' + name.toLowerCase(), 'choose', () => choose(take)));
    if (take.hasAttribute('data-chosen') && !choices.has(text.dataset.id)) {
      choices.set(text.dataset.id, {take: Number(take.dataset.take), seed: take.dataset.seed});
    }
  }
  text.append(button('None of them', 'refuse', () => refuse(text)));
  show(text);
}

function step(by) {
  const text = current.closest('.text');
  const next = texts.slice(by > 0 ? texts.indexOf(text) + 1 : 0, by > 0 ? undefined : texts.indexOf(text));
  const found = (by > 0 ? next : next.reverse()).find((each) => takes(each).length > 0);
  if (found) {
    go(takes(found)[0]);
  }
}

function stepAside(by) {
  const beside = takes(current.closest('.text'));
  const next = beside[beside.indexOf(current) + by];
  if (next) {
    go(next);
  }
}

document.onkeydown = (event) => {
  if (!current || event.ctrlKey || event.altKey || event.metaKey) {
    return;
  }
  const text = current.closest('.text');
  const numbered = takes(text).find((take) => take.dataset.take === event.key);
  if (event.key === 'ArrowDown') {
    step(1);
  } else if (event.key === 'ArrowUp') {
    step(-1);
  } else if (event.key === 'ArrowRight') {
    stepAside(1);
  } else if (event.key === 'ArrowLeft') {
    stepAside(-1);
  } else if (event.key === ' ' && !event.target.closest('.choose, .refuse, #save')) {
    if (playing === current) {
      stop();
    } else {
      play(current);
    }
  } else if (event.key === 'Enter' && !event.target.closest('.choose, .refuse, #save')) {
    choose(current);
  } else if (event.key === '0') {
    refuse(text);
  } else if (numbered && event.key !== '0') {
    go(numbered);
    play(numbered);
    choose(numbered);
  } else {
    return;
  }
  event.preventDefault();
};

document.getElementById('save').onclick = () => {
  const file = {chosen: {}, refused: []};
  for (const text of texts) {
    const id = text.dataset.id;
    const chosen = takes(text).find((take) => isChosen(take, choices.get(id)));
    if (chosen) {
      // A seed may be greater than numbers are exact in JavaScript.
      file.chosen[id] = {take: Number(chosen.dataset.take), seed: chosen.dataset.seed};
    } else if (choices.get(id) === null) {
      file.refused.push(id);
    }
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], {type: 'application/json'}));
  link.download = 'chosen.json';
  link.click();
};

load();
texts.forEach(prepare);
count();
const first = document.querySelector('.take');
if (first) {
  current = first;
  current.classList.add('current');
}
