// Writes the picture of the rooms into docs/architecture.md, between its markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { pictureOfRooms } from './architecture.mjs';
import { rooms } from './rooms.mjs';

const page = new URL('../docs/architecture.md', import.meta.url);
const text = readFileSync(page, 'utf8');
writeFileSync(
  page,
  text.replace(
    /(<!-- rooms -->\n)[\s\S]*(\n<!-- end of rooms -->)/,
    (_, open, close) => `${open}${pictureOfRooms(rooms)}${close}`,
  ),
);
