import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const file = join(__dirname, 'verify-page.html');

/**
 * Serves the page that checks receipts under `/verify`, as it was built, with the policy that it bears itself: it fetches
 * nothing, so that whoever serves it has no part in what it answers.
 */
export function serveVerifyPage(app: NestFastifyApplication): void {
  if (!existsSync(file)) return;
  const page = readFileSync(file, 'utf8');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? "default-src 'none'";
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      if (request.method !== 'GET' || !/^\/verify\/?($|\?)/.test(request.url)) return done();
      void reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('content-security-policy', `${policy}; frame-ancestors 'none'`)
        .send(page);
    });
}
