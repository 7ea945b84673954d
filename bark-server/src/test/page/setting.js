// Where the tests run: PageIT gives the server's address and key.

import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {createServer, request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export const SERVER = process.env.BARK_SERVER;
export const KEY = process.env.BARK_SERVER_KEY;

export const folder = mkdtempSync(join(tmpdir(), 'bark-page-'));

/** What ffprobe says of a file, or undefined where there is none. */
export function probe(name, bytes) {
  const file = join(folder, name);
  if (bytes) {
    writeFileSync(file, bytes);
  }
  if (spawnSync('ffprobe', ['-version']).error) {
    return undefined;
  }
  const said = execFileSync('ffprobe',
    ['-v', 'error', '-show_entries', 'stream=codec_name,sample_rate,channels:format=duration',
      '-of', 'json', file], {encoding: 'utf8'});
  const {streams: [stream], format} = JSON.parse(said);
  return {...stream, duration: Number(format.duration)};
}

/**
 * A proxy before the server, which passes bare samples on in odd parts.
 *
 * @param prefix under which the server lies there
 * @param answer may answer itself, and returns whether it did
 * @param samples takes the blocks of samples that pass
 */
export async function proxy(prefix, answer = () => false, samples = []) {
  const server = createServer((asked, answered) => {
    if (answer(asked, answered)) {
      return;
    }
    if (!asked.url.startsWith(prefix)) {
      answered.writeHead(404).end();
      return;
    }
    const {method, headers} = asked;
    const passed = request(SERVER + '/' + asked.url.slice(prefix.length), {method, headers},
      (came) => {
        answered.writeHead(came.statusCode, came.headers);
        if (came.headers['content-type'] === 'audio/pcm') {
          passInOddParts(came, answered, samples).catch(() => answered.destroy());
        } else {
          came.pipe(answered);
        }
      });
    passed.on('error', () => answered.destroy());
    answered.on('close', () => passed.destroy());
    asked.pipe(passed);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

async function passInOddParts(came, answered, samples) {
  for await (const block of came) {
    samples.push(block);
    answered.write(block.subarray(0, 333));
    await soon(); // or they would be one part again
    answered.write(block.subarray(333));
  }
  answered.end();
}

const soon = () => new Promise((over) => setTimeout(over, 10));

/** How far a request is. */
export async function account(id) {
  const answer = await fetch(`${SERVER}/v1/requests/${id}`,
    {headers: {Authorization: `Bearer ${KEY}`}});
  return answer.json();
}

/** Asks until the answer is as awaited; whoever started the tests ends those that take too long. */
export async function until(awaited, question) {
  for (;;) {
    const answer = await question();
    if (awaited(answer)) {
      return answer;
    }
    await soon();
  }
}
