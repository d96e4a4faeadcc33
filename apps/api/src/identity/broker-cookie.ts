import { Inject, Injectable } from '@nestjs/common';
import { ThenPage } from '@torv/shared/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../platform/config/read-settings';
import { SETTINGS } from '../platform/platform.tokens';

/** What binds a visit to a broker to the browser that began it: a short-lived cookie, read by no script. */
@Injectable()
export class BrokerCookie {
  private readonly overTls: boolean;
  private readonly name: string;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.overTls = settings.origin?.startsWith('https:') ?? false;
    this.name = this.overTls ? '__Host-torv_broker' : 'torv_broker';
  }

  /** @param then the page to come back to; it stays in the browser */
  set(reply: FastifyReply, secret: string, then: string): void {
    const value = `${secret}.${Buffer.from(then).toString('base64url')}`;
    // Lax, not strict: the way back from the broker begins at another site.
    void reply.setCookie(this.name, value, { ...this.place, maxAge: 600 });
  }

  /** The secret, and the page to come back to: one of ours, whatever the cookie says. */
  read(request: FastifyRequest): { secret: string | undefined; then: string } {
    const [secret, then] = (request.cookies[this.name] ?? '').split('.');
    const page = ThenPage.safeParse(Buffer.from(then ?? '', 'base64url').toString());
    return { secret: secret || undefined, then: page.success ? page.data : '/' };
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.name, this.place);
  }

  private get place() {
    return { path: '/', sameSite: 'lax', secure: this.overTls, httpOnly: true } as const;
  }
}
