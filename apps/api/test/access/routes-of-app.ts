import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Every route that the running server answers, as `METHOD /path/{parameter}`, read from its router: what no API
 * document names is there too. HEAD is left out; it is GET without its body.
 */
export function routesOf(app: NestFastifyApplication): string[] {
  const server = app.getHttpAdapter().getInstance();
  const above: string[] = [];
  const routes: string[] = [];
  // One branch a line: four characters for each level, then a part of the path and the methods it answers.
  for (const line of server.printRoutes({ commonPrefix: false }).split('\n')) {
    const found = /^((?:[│ ] {3})*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!found) continue;
    const depth = found[1]!.length / 4;
    above.length = depth;
    above.push(found[2]!);
    const methods = (found[3]?.split(', ') ?? []).filter((method) => method !== 'HEAD');
    // Where two methods call a parameter by two names the branch is written with both: each is asked for.
    const addresses = above.reduce<string[]>(
      (all, part) =>
        part
          .split('|')
          .flatMap((one) => all.map((path) => path + (one.startsWith('/') || !part.includes('|') ? one : `/${one}`))),
      [''],
    );
    for (const method of methods)
      for (const url of addresses)
        if (
          addresses.length === 1 ||
          namesOf(server.findRoute({ method: method as 'GET', url })) === (url.match(/(?<=:)\w+/g) ?? []).join()
        )
          routes.push(`${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
  }
  // The page of the API document brings files of its own: they are one row.
  return [...new Set(routes.map((route) => (route.startsWith('GET /api/docs/') ? 'GET /api/docs/*' : route)))].sort();
}

/** The names of the parameters of the route that answers this address, which itself is written with `:name`. */
const namesOf = (found: { params: Record<string, unknown> } | null) => Object.keys(found?.params ?? {}).join();

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
