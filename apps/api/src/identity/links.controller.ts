import { Body, Controller, Inject, Logger, Post, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { AskForLink, ChoosePassword, SessionView, SignInByLink } from '@torv/shared/identity';
import type { Language } from '@torv/shared/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { linkTo, type Settings } from '../platform/config/read-settings';
import { Database } from '../platform/database/database';
import { Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { Open } from '../platform/http/who-asks';
import { queuedMail } from '../platform/mail/queue-mail';
import { SETTINGS } from '../platform/platform.tokens';
import { Attempts } from './attempts';
import { passwordChangedMail, passwordMail, signInMail } from './link-mails';
import { linkUsed } from './links.refusals';
import { hashPassword, refusePassword } from './passwords';
import { Sessions } from './sessions';
import { SigningIn } from './signing-in';
import { issueLink, makeSecret, passwordTicketOf, usePasswordTicket, useSignInTicket } from './tickets';

interface Chosen {
  person_id: string;
  email: string;
  language: Language;
  existed: boolean;
}

/**
 * Signing in, and choosing a password, by a link in a mail. Asking for one is answered at once and alike, whoever's
 * the address is; the link is looked for afterwards. A link is used by a request of its own page and never by being
 * opened, because scanners open what they find in mails. Its secret stands behind the `#`, where no server logs it.
 */
@ApiTags('identity')
@Open()
@Controller('api/v1/session')
export class LinksController {
  private readonly log = new Logger('Links');

  constructor(
    private readonly database: Database,
    private readonly signingIn: SigningIn,
    private readonly sessions: Sessions,
    private readonly attempts: Attempts,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post('link')
  @Answers(202)
  async askToSignIn(
    @Body({ schema: AskForLink }) { email }: AskForLink,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.attempts.begin(request, `link ${email}`);
    this.sendLater(email, 'sign-in');
  }

  @Post('by-link')
  @Answers(201, SessionView)
  @ApiResponse({ status: 202, description: 'A code is owed: `POST /api/v1/session/second-factor` with `pending`.' })
  async signIn(
    @Body({ schema: SignInByLink }) { secret }: SignInByLink,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const noGuess = await this.attempts.begin(request, 'link');
    const { rows } = await this.database.call(useSignInTicket(secret));
    if (!rows[0]) throw new Refusal(linkUsed);
    await noGuess();
    const answer = await this.signingIn.signInWith(reply, request, rows[0]['person_id'] as string, ['mail-link']);
    void reply.status('pending' in answer ? 202 : 201).send(answer);
  }

  @Post('password-link')
  @Answers(202)
  async askForPassword(
    @Body({ schema: AskForLink }) { email }: AskForLink,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.attempts.begin(request, `link ${email}`);
    this.sendLater(email, 'password');
  }

  /** Chooses a password. It signs nobody in: whoever has a second factor shows it at the next sign-in as always. */
  @Post('password')
  @Answers(204)
  async choosePassword(
    @Body({ schema: ChoosePassword }) { secret, password }: ChoosePassword,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const noGuess = await this.attempts.begin(request, 'link');
    const { rows: asked } = await this.database.call(passwordTicketOf(secret));
    if (!asked[0]) throw new Refusal(linkUsed);
    await noGuess();
    // A password that is refused leaves the link good, to try another.
    refusePassword(password, [asked[0]['email'] as string, asked[0]['name'] as string]);
    const { rows } = await this.database.call(usePasswordTicket(secret, await hashPassword(password)));
    if (!rows[0]) throw new Refusal(linkUsed);
    const { person_id: id, email, language, existed } = rows[0] as Chosen;
    this.sessions.forget(id);
    if (existed) await this.database.call(queuedMail(passwordChangedMail({ email, language })));
  }

  /** Looks for the address once the request has been answered. */
  private sendLater(email: string, purpose: 'sign-in' | 'password'): void {
    setImmediate(() => {
      this.send(email, purpose).catch((error: unknown) => this.log.error(error));
    });
  }

  private async send(address: string, purpose: 'sign-in' | 'password'): Promise<void> {
    const { secret, hash: kept } = makeSecret();
    const { rows } = await this.database.call(issueLink(address, purpose, kept));
    if (!rows[0]) return;
    const to = rows[0] as { email: string; language: Language };
    const page = purpose === 'sign-in' ? '/sign-in/link' : '/sign-in/password';
    const link = linkTo(this.settings, `${page}#${secret}`);
    await this.database.call(queuedMail(purpose === 'sign-in' ? signInMail(to, link) : passwordMail(to, link)));
  }
}
