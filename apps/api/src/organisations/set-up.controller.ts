import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SetUp, SetUpDone, SetUpView } from '@torv/shared/organisations';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Attempts } from '../identity/attempts';
import { hashPassword, refusePassword } from '../identity/passwords';
import { codeHash } from '../identity/set-up-code';
import { SigningIn } from '../identity/signing-in';
import { makeSecret } from '../identity/tickets';
import { linkTo, type Settings } from '../platform/config/read-settings';
import { Database } from '../platform/database/database';
import { invalidInput, Refusal } from '../platform/errors/refusal';
import { Answers } from '../platform/http/answers';
import { Open } from '../platform/http/who-asks';
import { queuedMail } from '../platform/mail/queue-mail';
import { MailSender } from '../platform/mail/send-mail';
import { SETTINGS } from '../platform/platform.tokens';
import { invitationMail } from './invitation-mail';
import { keyOfName } from './key-of-name';
import { setUpClosed } from './set-up.refusals';

interface Begun {
  person: string;
  network_id: string;
  invitation: string | null;
}

/**
 * How a network begins where nothing is yet: whoever reads the terminal's code makes the operator, the network and its
 * first organisation, and names its facilitator. Hosting gives no seat: the operator sees nothing of the network.
 */
@ApiTags('organisations')
@Open()
@Controller('api/v1/set-up')
export class SetUpController {
  constructor(
    private readonly database: Database,
    private readonly signingIn: SigningIn,
    private readonly attempts: Attempts,
    private readonly mail: MailSender,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Answers(200, SetUpView)
  async look(): Promise<SetUpView> {
    const { rows } = await this.database.call({ text: 'SELECT identity_set_up_is_open() AS open' });
    return { open: rows[0]!['open'] as boolean, mail: this.mail.way };
  }

  @Post()
  @Answers(201, SetUpDone)
  async begin(
    @Body({ schema: SetUp }) given: SetUp,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const noGuess = await this.attempts.begin(request, 'set-up');
    if (!(await this.look()).open) throw new Refusal(setUpClosed);
    const { operator, network, organisation, facilitator } = given;
    if (!isTimeZone(network.timezone))
      throw new Refusal(invalidInput, [{ path: 'network.timezone', message: zoneWrong }]);
    refusePassword(operator.password, [operator.email, operator.name]);
    const { secret, hash } = makeSecret();
    const { rows } = await this.database.call({
      text: `SELECT person, network_id, invitation
             FROM organisations_begin_network($1, $2::jsonb, $3, $4::jsonb, $5::jsonb, $6, $7)`,
      values: [
        codeHash(given.code),
        JSON.stringify({ name: operator.name, email: operator.email, language: operator.language }),
        await hashPassword(operator.password),
        JSON.stringify(network),
        JSON.stringify({ ...organisation, key: keyOfName(organisation.name) }),
        facilitator === 'me' ? null : facilitator.email,
        hash,
      ],
    });
    await noGuess();
    const begun = rows[0] as Begun;
    if (facilitator !== 'me') await this.sendFirst(begun, given, facilitator.email, secret);
    await this.signingIn.signInWith(reply, request, begun.person, ['password']);
    const done: SetUpDone = { network: network.key, invited: facilitator !== 'me', person: begun.person };
    void reply.status(201).send(done);
  }

  private async sendFirst(begun: Begun, { operator, network, organisation }: SetUp, email: string, secret: string) {
    const mail = invitationMail(
      {
        organisation_id: '',
        organisation: organisation.name,
        network: network.name,
        timezone: network.timezone,
        asker: operator.name,
        asked_as: 'operator',
        email: email.toLowerCase(),
        language: operator.language,
        offices: ['administrator', 'facilitator'],
        message: null,
        body: null,
        expires_at: new Date(Date.now() + 14 * 24 * 60 * 60_000),
      },
      linkTo(this.settings, `/join/${secret}`),
    );
    const { rows } = await this.database.call(queuedMail(mail));
    await this.database.note(begun.person, {
      text: 'SELECT organisations_note_first_mail($1, $2)',
      values: [begun.invitation, rows[0]!['id']],
    });
  }
}

const zoneWrong = {
  da: 'Skriv en tidszone som Europe/Copenhagen.',
  en: 'Write a time zone such as Europe/Copenhagen.',
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Z]\w+(?:\/\w+)*$/.test(name);
  } catch {
    return false;
  }
}
