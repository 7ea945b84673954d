// What was spoken, kept in the browser's own database. Where there is none, as long as the page is open.

const STORE = 'spoken';
const MOST = 50;

/** Of samples; what is older goes. */
const MOST_BYTES = 200e6;

export class History {
  #database = null;
  /** The newest first: {id, when, body, rate, samples}. */
  entries = [];

  async open() {
    try {
      this.#database = await done(openDatabase());
      const all = await done(this.#store('readonly').getAll());
      this.entries = all.sort((a, b) => b.when - a.when);
    } catch {
      this.#database = null;
    }
  }

  async add(entry) {
    this.entries.unshift(entry);
    let bytes = 0;
    const kept = this.entries.findIndex((each, i) => {
      bytes += each.samples.byteLength;
      return i >= MOST || (i > 0 && bytes > MOST_BYTES);
    });
    const old = kept < 0 ? [] : this.entries.splice(kept);
    await this.#change((store) => {
      store.put(entry);
      old.forEach((each) => store.delete(each.id));
    });
  }

  async remove(id) {
    this.entries = this.entries.filter((each) => each.id !== id);
    await this.#change((store) => store.delete(id));
  }

  async clear() {
    this.entries = [];
    await this.#change((store) => store.clear());
  }

  /** A full disk costs what is kept beyond this visit, and nothing else. */
  async #change(work) {
    if (!this.#database) {
      return;
    }
    try {
      const store = this.#store('readwrite');
      work(store);
      await new Promise((resolve, reject) => {
        store.transaction.oncomplete = resolve;
        store.transaction.onabort = () => reject(store.transaction.error);
      });
    } catch (error) {
      console.warn('The history cannot be kept.', error);
    }
  }

  #store(mode) {
    return this.#database.transaction(STORE, mode).objectStore(STORE);
  }
}

function openDatabase() {
  const opening = indexedDB.open('bark', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, {keyPath: 'id'});
  return opening;
}

function done(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}
