// What the server is asked. All paths are relative, so that the page works below a prefix, too.

const KEY = 'bark-key';

/** An answer that says no. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** The key that is shown from now on, until the tab is closed. */
export function useKey(key) {
  sessionStorage.setItem(KEY, key);
}

/** An id for a request: letters that nobody guesses. randomUUID is missing on plain http. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What may be asked for: model, voices, languages, formats, fields. */
export async function options() {
  return (await ask('v1/options')).json();
}

/** How far a request is; null: the server knows none of that id. */
export async function progress(id) {
  try {
    return await (await ask(`v1/requests/${id}`)).json();
  } catch (error) {
    if (error.status === 404) {
      return null;
    }
    throw error;
  }
}

/** Asks for speech; the answer comes with the first sound. */
export function speech(body, id, signal) {
  return ask('v1/audio/speech', {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-Request-Id': id},
    body: JSON.stringify(body),
    signal,
  });
}

async function ask(path, request = {}) {
  const headers = {...request.headers};
  const key = sessionStorage.getItem(KEY);
  if (key) {
    // What is no Latin-1 cannot stand in a header.
    headers.Authorization = `Bearer ${key.replace(/[^\x20-\xff]/g, '?')}`;
  }
  let response;
  try {
    response = await fetch(path, {...request, headers, cache: 'no-store'});
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new ApiError(0, 'The server cannot be reached.');
  }
  if (!response.ok) {
    throw new ApiError(response.status, await reason(response));
  }
  return response;
}

/** The server's own sentence; a proxy's answer has none. */
async function reason(response) {
  try {
    return (await response.json()).error.message;
  } catch {
    return `The server answers with status ${response.status}.`;
  }
}
