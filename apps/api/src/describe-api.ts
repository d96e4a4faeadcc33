import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const description = `Torv's public contract. Everything of a network stands under \`/api/v1/networks/{networkKey}\`.

- Sign in with \`POST /api/v1/session\`; the answer sets a cookie. What you may not see answers 404; what you see and may not do answers 403.
- A machine sends a personal token as \`Authorization: Bearer torv_…\` instead: \`read\` reads, \`write:<room>\` changes in a room; what binds someone is for people alone.
- Every request that changes something carries \`X-Requested-With: torv\` and JSON. A change names the version it has read in \`If-Match\`; a request that creates carries an \`Idempotency-Key\`, and may be repeated.
- Lists are pages: ask for the next with \`after\` = \`nextCursor\`. Times are RFC 3339 with offset.
- Every refusal is RFC 9457 problem details with a stable \`code\`, a sentence in the language of \`Accept-Language\`, and the fields at fault.`;

/** The API's own description: OpenAPI 3.1 at `/api/openapi.json`, as a page at `/api/docs`. */
export function describeApi(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Torv')
    .setDescription(description)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('torv_session')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('api/docs', app, () => withPathParameters(SwaggerModule.createDocument(app, config)), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Torv · API',
  });
}

/** Declares what stands in an address and in no handler: guards read the network's key, so no handler names it. */
function withPathParameters(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    for (const operation of Object.values(item) as { parameters?: { name: string; in: string }[] }[]) {
      const declared = (operation.parameters ??= []);
      for (const name of names.toReversed()) {
        if (declared.some((one) => one.in === 'path' && one.name === name)) continue;
        declared.unshift({ name, in: 'path', required: true, schema: { type: 'string' } } as never);
      }
    }
  }
  return document;
}
