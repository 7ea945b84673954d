// A sound as bars on a canvas.

const BAR = 3;
const GAP = 2;

/** A peak stands for so many samples. */
const SAMPLES_A_PEAK = 240;

/** What is never louder is not drawn as if it were. */
const QUIET = 4096;

export class Waveform {
  #canvas;
  #peaks = [];
  #open = 0; // samples that the last peak has seen
  #loudest = QUIET;
  #drawn = ''; // what is on the canvas, to leave it if nothing has changed
  #last = [0, 0];

  constructor(canvas) {
    this.#canvas = canvas;
    const again = () => {
      this.#drawn = '';
      this.draw(...this.#last);
    };
    new ResizeObserver(again).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  }

  clear() {
    this.#peaks = [];
    this.#open = 0;
    this.#loudest = QUIET;
    this.#drawn = '';
  }

  add(samples) {
    for (const sample of samples) {
      if (this.#open === 0) {
        this.#peaks.push(0);
      }
      const last = this.#peaks.length - 1;
      this.#peaks[last] = Math.max(this.#peaks[last], Math.abs(sample));
      this.#loudest = Math.max(this.#loudest, this.#peaks[last]);
      this.#open = (this.#open + 1) % SAMPLES_A_PEAK;
    }
  }

  /**
   * @param position what lies before it has been heard; in samples, as the following
   * @param length of all the canvas: what has not come yet is empty
   */
  draw(position, length) {
    this.#last = [position, length];
    const {clientWidth: width, clientHeight: height} = this.#canvas;
    const bars = Math.max(1, Math.floor((width + GAP) / (BAR + GAP)));
    const peaksABar = Math.max(1, length / SAMPLES_A_PEAK) / bars;
    const heard = length > 0 ? Math.round((bars * position) / length) : 0;
    const state = [width, height, heard, this.#peaks.length, peaksABar].join();
    if (state === this.#drawn) {
      return;
    }
    this.#drawn = state;
    const scale = devicePixelRatio;
    this.#canvas.width = width * scale;
    this.#canvas.height = height * scale;
    const brush = this.#canvas.getContext('2d');
    brush.scale(scale, scale);
    const style = getComputedStyle(this.#canvas);
    for (let bar = 0; bar < bars; bar++) {
      const from = Math.floor(bar * peaksABar);
      const to = Math.max(from + 1, Math.floor((bar + 1) * peaksABar));
      let peak = 0;
      for (let i = from; i < to && i < this.#peaks.length; i++) {
        peak = Math.max(peak, this.#peaks[i]);
      }
      const size = Math.max(BAR, (peak / this.#loudest) * height);
      brush.fillStyle = style.getPropertyValue(
        bar < heard ? '--accent' : from < this.#peaks.length ? '--wave' : '--line');
      brush.beginPath();
      brush.roundRect(bar * (BAR + GAP), (height - size) / 2, BAR, size, BAR / 2);
      brush.fill();
    }
  }
}
