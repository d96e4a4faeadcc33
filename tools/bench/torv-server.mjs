// Torv itself, as its own process, told its database by settings.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { createApp } = require('../../dist/apps/api/src/create-app.js');
const { readSettings } = require('../../dist/apps/api/src/platform/config/read-settings.js');
const settings = readSettings(process.env);
const app = await createApp(settings, settings.databaseUrl);
await app.listen(0, '127.0.0.1');
process.send({ origin: `http://127.0.0.1:${app.getHttpServer().address().port}` });
