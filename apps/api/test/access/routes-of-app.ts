import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Every route that the running server answers, as `METHOD /path/{parameter}`, read from its router: what no API
 * document names is there too. HEAD is left out; it is GET without its body.
 */
export function routesOf(app: NestFastifyApplication): string[] {
  const above: string[] = [];
  const routes: string[] = [];
  // One branch a line: four characters for each level, then a part of the path and the methods it answers.
  for (const line of app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }).split('\n')) {
    const found = /^((?:[│ ] {3})*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!found) continue;
    const depth = found[1]!.length / 4;
    above.length = depth;
    above.push(found[2]!);
    const path = above.join('').replaceAll(/:(\w+)/g, '{$1}');
    const methods = found[3]?.split(', ') ?? [];
    routes.push(...methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${path}`));
  }
  // The page of the API document brings files of its own: they are one row.
  return [...new Set(routes.map((route) => (route.startsWith('GET /api/docs/') ? 'GET /api/docs/*' : route)))].sort();
}

interface Provider {
  metatype?: { prototype?: object } | null;
}
interface Container {
  container: { getModules(): Map<string, { providers: Map<unknown, Provider> }> };
}

/** Every message that a socket may send, read from the gateways of the running server. */
export function socketMessagesOf(app: NestFastifyApplication): string[] {
  const { container } = app as unknown as Container;
  const providers = [...container.getModules().values()].flatMap((module) => [...module.providers.values()]);
  const messages = providers.flatMap(({ metatype }) => {
    if (!metatype || !Reflect.getMetadata('websockets:is_gateway', metatype)) return [];
    const prototype = metatype.prototype as Record<string, object>;
    return Object.getOwnPropertyNames(prototype)
      .filter((name) => name !== 'constructor' && typeof prototype[name] === 'function')
      .map((name) => Reflect.getMetadata('message', prototype[name]!) as string | undefined)
      .filter((message) => message !== undefined);
  });
  return [...new Set(messages)].sort();
}
