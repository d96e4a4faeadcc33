// Checks a commit message: `<scope>: <what it does>`, where the scope is a room of tools/rooms.mjs or a word for what is
// no room. `git config core.hooksPath tools/hooks` runs it at every commit.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rooms } from './rooms.mjs';

/** What is no room: the web's frame, the tools, the pages, the image, the tests that cross rooms. */
const besides = ['web', 'tools', 'docs', 'docker', 'test', 'bench', 'ci'];
export const scopes = [...rooms.map((room) => room.name), ...besides];

/**
 * @param {string} message
 * @returns {string | null} what is wrong with it, in a sentence; null when nothing is
 */
export function faultOfMessage(message) {
  const [title = '', second = ''] = message.split('\n').filter((line) => !line.startsWith('#'));
  if (/^(Merge|Revert) /.test(title)) return null;
  const [, list, what] = /^([a-z]+(?:, [a-z]+)*): (.+)$/.exec(title) ?? [];
  if (!list) return `"${title}" does not begin with a room and a colon, such as "decisions: record an outcome".`;
  const unknown = list.split(', ').find((scope) => !scopes.includes(scope));
  if (unknown) return `"${unknown}" is no scope. Scopes are ${scopes.join(', ')}.`;
  if (title.length > 120) return `The first line has ${title.length} letters; 120 are enough.`;
  if (what.endsWith('.')) return 'The first line ends without a full stop.';
  return second === '' ? null : 'The second line stays empty.';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const fault = faultOfMessage(readFileSync(process.argv[2] ?? '.git/COMMIT_EDITMSG', 'utf8'));
  if (fault !== null) {
    console.error(fault);
    process.exit(1);
  }
}
