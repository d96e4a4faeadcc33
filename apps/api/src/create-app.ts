import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import serveStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module';
import { describeApi } from './describe-api';
import type { Settings } from './platform/config/read-settings';
import { bytesType } from './platform/http/takes-bytes';
import { serveVerifyPage } from './serve-verify-page';

const webFolder = join(__dirname, '../../../web/browser');
const openPaths = /^\/(api|oparl|feeds|socket\.io|p|dev)(\/|$)/;

/**
 * Builds Torv on one database, not yet listening: API, web app, sockets and pages from one port.
 *
 * @param appUrl the address that requests use
 */
export async function createApp(settings: Settings, appUrl: string): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: 1_048_576,
    trustProxy: settings.origin?.startsWith('https:') ?? false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings, appUrl), adapter, {
    logger: process.env['TORV_LOG'] === 'all' ? undefined : ['error', 'warn'],
    abortOnError: false,
  } as never);
  app.useWebSocketAdapter(new IoAdapter(app));
  // Handed on unread: whoever may not send it is refused before a byte of it is kept.
  const takeUnread = (_: FastifyRequest, sent: Readable, done: (error: null, body: Readable) => void) =>
    done(null, sent);
  adapter.getInstance().addContentTypeParser(bytesType, takeUnread as never);
  await app.register(cookie);
  await app.register(helmet, {
    // Pages only: answers of the API are no documents, and a nonce for each would cost more than the list it guards.
    global: false,
    contentSecurityPolicy: false,
    strictTransportSecurity: settings.origin?.startsWith('https:') ? { maxAge: oneYear } : false,
  });
  guardHeaders(app, settings);
  describeApi(app);
  serveVerifyPage(app);
  await serveWeb(app);
  app.enableShutdownHooks();
  return app;
}

type NoncedReply = FastifyReply & { styleNonce?: string };

/** What a page may load: its own files, and the styles that carry its nonce. */
function pagePolicy(nonce: string): string {
  return [
    "default-src 'self'",
    // The page's own script carries the nonce, and what that imports is trusted with it.
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const isOfApi = (request: FastifyRequest) => request.url.startsWith('/api/');
const isApiPage = (request: FastifyRequest) => request.url.startsWith('/api/docs');
const oneYear = 31_536_000;

/** Headers of an answer that is no page: nothing may be loaded by it, and nobody keeps it. */
const headersOfApi = (overTls: boolean) => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
  ...(overTls ? { 'strict-transport-security': `max-age=${oneYear}; includeSubDomains` } : {}),
});

/** The API's own page draws itself with styles of its own, and loads nothing from elsewhere. */
const apiPagePolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Headers of every answer: the few that matter for JSON, all of them for pages. */
function guardHeaders(app: NestFastifyApplication, settings: Settings): void {
  const ofApi = headersOfApi(settings.origin?.startsWith('https:') ?? false);
  const server = app.getHttpAdapter().getInstance();
  const guardPage = async (reply: FastifyReply) => {
    await (reply as never as { helmet(): Promise<unknown> }).helmet();
    const nonce = randomBytes(16).toString('base64');
    (reply as NoncedReply).styleNonce = nonce;
    void reply.header('content-security-policy', pagePolicy(nonce));
  };
  // Without a promise for what needs none: this runs for every answer.
  server.addHook('onRequest', (request, reply, done) => {
    if (isOfApi(request)) {
      void reply.headers(ofApi);
      if (isApiPage(request)) void reply.header('content-security-policy', apiPagePolicy);
      done();
    } else guardPage(reply).then(() => done(), done);
  });
}

/** The web app's files, and its page for every address that is not the API's; styles carry the response's nonce. */
async function serveWeb(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  if (!existsSync(join(webFolder, 'index.html'))) return;
  const page = readFileSync(join(webFolder, 'index.html'), 'utf8');
  await app.register(
    serveStatic as never,
    { root: webFolder, prefix: '/', index: false, wildcard: false, maxAge: '1y', immutable: true } as never,
  );
  server.addHook('onRequest', (request, reply, done) => {
    const path = isOfApi(request) ? '/api' : request.url.split('?')[0]!;
    const wantsPage = request.method === 'GET' && !openPaths.test(path) && !path.includes('.');
    if (!wantsPage) return done();
    const nonce = (reply as NoncedReply).styleNonce ?? '';
    void reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(page.replaceAll('%NONCE%', nonce));
  });
}
