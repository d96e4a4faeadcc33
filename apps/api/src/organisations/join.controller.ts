import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Acceptance, AcceptanceView, OpenInvitation } from '@torv/shared/organisations';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { Attempts } from '../identity/attempts';
import { hashPassword, refusePassword } from '../identity/passwords';
import { Sessions } from '../identity/sessions';
import { SigningIn } from '../identity/signing-in';
import { hashOfSecret } from '../identity/tickets';
import { Database } from '../platform/database/database';
import type { Query } from '../platform/database/query';
import { invalidInput, notFound, Refusal } from '../platform/errors/refusal';
import { Outbox } from '../platform/events/outbox';
import { Answers } from '../platform/http/answers';
import { Open } from '../platform/http/who-asks';

const Secret = z.string().max(200);

/** What the link of an invitation opens, for whoever holds it: what one is asked to join, and joining it. */
@ApiTags('organisations')
@Open()
@Controller('api/v1/invitations/:secret')
export class JoinController {
  constructor(
    private readonly database: Database,
    private readonly sessions: Sessions,
    private readonly signingIn: SigningIn,
    private readonly attempts: Attempts,
    private readonly outbox: Outbox,
  ) {}

  @Get()
  @Answers(200, OpenInvitation)
  async look(@Param('secret', { schema: Secret }) secret: string): Promise<OpenInvitation> {
    const { rows } = await this.database.call(invitationAt(secret));
    if (!rows[0]) throw new Refusal(notFound);
    return rows[0]['invitation'] as OpenInvitation;
  }

  /** Joins: as who is signed in, or as a new person, who is signed in with it. */
  @Post('acceptance')
  @Answers(201, AcceptanceView)
  @ApiResponse({ status: 404, description: 'The link is good no more, or never was.' })
  async accept(
    @Param('secret', { schema: Secret }) secret: string,
    @Body({ schema: Acceptance }) given: Acceptance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const noGuess = await this.attempts.begin(request, 'join');
    const invitation = await this.look(secret);
    await noGuess();
    const me = await this.sessions.find(request.cookies[this.sessions.cookieName]);
    if (me) {
      const { rows } = await this.database.note(me.id, acceptance(secret, null, null, null));
      return this.joined(reply, rows[0] as Joined);
    }
    if (!invitation.known && !given.name) throw new Refusal(invalidInput, [{ path: 'name', message: nameMissing }]);
    if (given.password) refusePassword(given.password, [invitation.email, given.name ?? null]);
    const hashed = given.password ? await hashPassword(given.password) : null;
    const { rows } = await this.database.call(
      acceptance(secret, given.name ?? null, given.language ?? invitation.language, hashed),
    );
    const it = rows[0] as Joined;
    // The link came to their address: it is how they have shown who they are.
    await this.signingIn.signInWith(reply, request, it.person, ['mail-link']);
    return this.joined(reply, it);
  }

  private joined(reply: FastifyReply, { network, network_key: key }: Joined): void {
    this.outbox.wake(network);
    void reply.status(201).send({ network: key } satisfies AcceptanceView);
  }
}

interface Joined {
  person: string;
  network: string;
  network_key: string;
}

const nameMissing = {
  da: 'Skriv, hvad du vil kaldes. Det ser de andre.',
  en: 'Write what you want to be called. Others see it.',
};

const invitationAt = (secret: string): Query => ({
  text: 'SELECT invitation FROM organisations_invitation_at($1)',
  values: [hashOfSecret(secret)],
});

const acceptance = (
  secret: string,
  name: string | null,
  language: string | null,
  passwordHash: string | null,
): Query => ({
  text: 'SELECT person, network, network_key FROM organisations_accept_invitation($1, $2, $3, $4)',
  values: [hashOfSecret(secret), name, language, passwordHash],
});
