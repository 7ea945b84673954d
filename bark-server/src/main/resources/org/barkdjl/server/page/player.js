// Sound: heard while it comes, afterwards played as a file.

const FULL_SCALE = 32768;
const WAV_HEAD = 44;

/** Shorter buffers would be many; longer ones would be heard later. */
const BUFFER_SECONDS = 0.1;

/** What is scheduled for now would already be late. */
const LEAD_SECONDS = 0.05;

/** A WAV file of blocks of 16-bit samples at a rate. */
export function wav(blocks, rate) {
  const head = new DataView(new ArrayBuffer(WAV_HEAD));
  const text = (at, word) => [...word].forEach((c, i) => head.setUint8(at + i, c.charCodeAt(0)));
  const bytes = blocks.reduce((sum, block) => sum + block.byteLength, 0);
  text(0, 'RIFF');
  head.setUint32(4, WAV_HEAD - 8 + bytes, true);
  text(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true); // PCM
  head.setUint16(22, 1, true); // mono
  head.setUint32(24, rate, true);
  head.setUint32(28, rate * 2, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  text(36, 'data');
  head.setUint32(40, bytes, true);
  return new Blob([head, ...blocks], {type: 'audio/wav'});
}

/** Plays one sound; `changed` is called whenever it begins, stops or has come to its end. */
export class Player {
  #changed;
  #element = new Audio();
  #context = null;
  #sources = new Set();
  #cursor = 0; // where on the context's clock the next buffer begins
  #heard = []; // {at, from, to}: clock of a buffer, and its place in the sound, in seconds
  #waiting = []; // blocks that are too short for a buffer yet
  #waitingLength = 0;
  #odd = null; // half a sample, from the end of a network chunk
  #coming = false;

  /** All samples so far, in blocks, and how many they are. */
  blocks = [];
  length = 0;
  rate = 24000;

  constructor(changed) {
    this.#changed = changed;
    for (const event of ['play', 'pause', 'ended']) {
      this.#element.addEventListener(event, changed);
    }
  }

  /** A new sound is coming. To be called in a click, or browsers keep silent. */
  begin(rate) {
    this.clear();
    this.rate = rate;
    this.#coming = true;
    this.#context = new AudioContext({sampleRate: rate});
    this.#context.addEventListener('statechange', this.#changed);
    this.#context.resume();
  }

  /** Takes bytes of 16-bit samples, little endian, however they are cut; gives the samples. */
  feed(bytes) {
    let all = bytes;
    if (this.#odd !== null) {
      all = new Uint8Array(bytes.length + 1);
      all[0] = this.#odd;
      all.set(bytes, 1);
    }
    this.#odd = all.length % 2 ? all[all.length - 1] : null;
    const view = new DataView(all.buffer, all.byteOffset, all.length);
    const samples = new Int16Array(all.length >> 1);
    for (let i = 0; i < samples.length; i++) {
      samples[i] = view.getInt16(2 * i, true);
    }
    this.blocks.push(samples);
    this.#waiting.push(samples);
    this.#waitingLength += samples.length;
    this.length += samples.length;
    if (this.#waitingLength >= BUFFER_SECONDS * this.rate) {
      this.#schedule();
    }
    return samples;
  }

  /** Nothing more comes. */
  end() {
    this.#schedule();
    this.#coming = false;
    this.#load();
    if (this.#sources.size === 0) {
      this.#leaveContext();
    }
    this.#changed();
  }

  /** Nothing more comes, and nothing more is heard by itself. */
  stop() {
    this.end();
    this.#leaveContext();
    this.#changed();
  }

  /** A sound that is there as a whole. */
  open(samples, rate) {
    this.clear();
    this.rate = rate;
    this.blocks = [samples];
    this.length = samples.length;
    this.#load();
    this.#changed();
  }

  /** Silence, and nothing to play. */
  clear() {
    this.#leaveContext();
    this.#element.pause();
    if (this.#element.src) {
      URL.revokeObjectURL(this.#element.src);
      this.#element.removeAttribute('src');
    }
    this.#coming = false;
    this.#odd = null;
    this.blocks = [];
    this.length = 0;
  }

  get duration() {
    return this.length / this.rate;
  }

  get playing() {
    return this.#context ? this.#context.state === 'running' : !this.#element.paused;
  }

  /** In seconds. */
  get position() {
    if (!this.#context) {
      return this.#element.currentTime;
    }
    const now = this.#context.currentTime;
    const last = this.#heard.findLast(({at}) => at <= now);
    return last ? Math.min(last.to, last.from + now - last.at) : 0;
  }

  /** Whether it can be played from any place: not before all of it is there. */
  get seekable() {
    return !this.#coming && this.length > 0;
  }

  seek(seconds) {
    const on = this.playing;
    this.#leaveContext();
    this.#element.currentTime = seconds;
    if (on) {
      this.#play();
    }
  }

  toggle() {
    if (this.#context) {
      this.playing ? this.#context.suspend() : this.#context.resume();
    } else {
      this.playing ? this.#element.pause() : this.#play();
    }
  }

  /** All samples in one array. */
  samples() {
    const all = new Int16Array(this.length);
    let at = 0;
    for (const block of this.blocks) {
      all.set(block, at);
      at += block.length;
    }
    return all;
  }

  /** A pause that comes before the first sound rejects it, which is no failure. */
  #play() {
    this.#element.play().catch(this.#changed);
  }

  #load() {
    if (this.length > 0) {
      this.#element.src = URL.createObjectURL(wav(this.blocks, this.rate));
    }
  }

  /** What waits begins where the last buffer ends, or soon if that has passed. */
  #schedule() {
    const context = this.#context;
    if (!context || this.#waitingLength === 0) {
      return;
    }
    const buffer = context.createBuffer(1, this.#waitingLength, this.rate);
    const channel = buffer.getChannelData(0);
    let i = 0;
    for (const block of this.#waiting) {
      for (const sample of block) {
        channel[i++] = sample / FULL_SCALE;
      }
    }
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.addEventListener('ended', () => this.#ended(source));
    this.#sources.add(source);
    const at = Math.max(this.#cursor, context.currentTime + LEAD_SECONDS);
    source.start(at);
    this.#cursor = at + buffer.duration;
    const to = this.duration;
    this.#heard.push({at, from: to - buffer.duration, to});
    this.#waiting = [];
    this.#waitingLength = 0;
  }

  #ended(source) {
    this.#sources.delete(source);
    if (this.#sources.size === 0 && !this.#coming) {
      this.#leaveContext();
      this.#changed();
    }
  }

  #leaveContext() {
    this.#context?.removeEventListener('statechange', this.#changed);
    this.#context?.close();
    this.#context = null;
    this.#sources.clear();
    this.#cursor = 0;
    this.#heard = [];
    this.#waiting = [];
    this.#waitingLength = 0;
  }
}
