// What the architecture test checks, as a function of a tree: so that the test can show it broken trees too.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize, relative, sep } from 'node:path';
import ts from 'typescript';

/** Folders of an app or library whose subfolders are rooms, and the folders in them that are none. */
const places = [
  { top: 'apps/api/src', besides: [], anyone: [] },
  // The web's platform holds session and realtime client: it takes contracts of any room, and imports no room.
  { top: 'apps/web/src/app', besides: ['shell', 'ui'], anyone: ['shell'], contracts: ['platform'] },
  { top: 'libs/shared/src', besides: [], anyone: [] },
];

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The room that an import of `from` names, or null when it is no room's. */
function roomOfImport(specifier, file, root, top) {
  const shared = /^@torv\/shared\/([^/]+)/.exec(specifier);
  if (shared) return shared[1];
  if (!specifier.startsWith('.')) return null;
  const target = relative(join(root, top), normalize(join(dirname(file), specifier)));
  return target.startsWith('..') || !target.includes(sep) ? null : target.split(sep)[0];
}

/**
 * Every way in which a tree breaks the rules of rooms.
 *
 * @param root folder that holds apps and libs
 * @param rooms the one list: {name, row}[]
 * @param forbiddenNames names that no file or folder has
 * @returns sentences, each naming the file or folder
 */
export function violations(root, rooms, forbiddenNames) {
  const found = [];
  const rowOf = new Map(rooms.map((room) => [room.name, room.row]));
  for (const { top, besides, anyone, contracts = [] } of places) {
    const folder = join(root, top);
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      if (!rowOf.has(entry.name) && !besides.includes(entry.name))
        found.push(`${top}/${entry.name}: no such room in tools/rooms.mjs`);
      if (!existsSync(join(folder, entry.name, 'README.md')))
        found.push(`${top}/${entry.name}: a room without README.md`);
    }
    const edges = new Map();
    for (const file of filesBelow(folder)) {
      const name = relative(root, file);
      const bare = basename(file).split('.')[0];
      for (const part of [...relative(folder, dirname(file)).split(sep), bare]) {
        if (forbiddenNames.includes(part)) found.push(`${name}: "${part}" hides what it is about`);
      }
      if (!/\.(ts|mjs)$/.test(file)) continue;
      const text = readFileSync(file, 'utf8');
      const lines = text.split('\n').length;
      if (lines > 401 && !/^(\/\/|\/\*).*Long because/m.test(text.slice(0, 600)))
        found.push(`${name}: ${lines} lines and no "Long because: …" at its head`);
      const room = relative(folder, file).split(sep)[0];
      if (!relative(folder, file).includes(sep) || anyone.includes(room)) continue;
      for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles) {
        const other = roomOfImport(fileName, file, root, top);
        if (other === null || other === room) continue;
        if (contracts.includes(room) && fileName.startsWith('@torv/shared/')) continue;
        if (!edges.has(room)) edges.set(room, new Set());
        edges.get(room).add(other);
        if (room === 'ui' && other === 'kernel') continue;
        if (room === 'ui') found.push(`${name}: the kit imports ${other}; it knows no domain word`);
        else if (other === 'ui') continue;
        else if (other === 'shell') found.push(`${name}: a room imports the shell`);
        else if (!rowOf.has(other)) found.push(`${name}: imports ${other}, which is no room`);
        else if (rowOf.get(other) === 0) continue;
        else if (rowOf.get(other) >= rowOf.get(room))
          found.push(
            `${name}: ${room} (row ${rowOf.get(room)}) imports ${other} (row ${rowOf.get(other)}); imports go down only`,
          );
      }
    }
    for (const circle of circles(edges)) found.push(`${top}: a circle of rooms: ${circle.join(' → ')}`);
  }
  return found;
}

function circles(edges) {
  const found = [];
  const done = new Set();
  const walk = (room, path) => {
    if (path.includes(room)) return void found.push([...path.slice(path.indexOf(room)), room]);
    if (done.has(room)) return;
    for (const next of edges.get(room) ?? []) walk(next, [...path, room]);
    done.add(room);
  };
  for (const room of edges.keys()) walk(room, []);
  return found;
}

/** The rooms as a table for docs/architecture.md. */
export function pictureOfRooms(rooms) {
  const rows = [...new Set(rooms.map((room) => room.row))].sort((a, b) => b - a);
  const cells = rows.map((row) => {
    const here = rooms.filter((room) => room.row === row);
    return `| ${row} | ${here.map((room) => `**${room.name}** ${room.meaning}`).join('<br>')} |`;
  });
  return ['| row | rooms |', '|---|---|', ...cells].join('\n');
}
