import { Body, Controller, Get, Header, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Erasure, ErasureView, PersonalData } from '@torv/shared/interop';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SigningIn } from '../../identity/signing-in';
import { Database } from '../../platform/database/database';
import { notFound, Refusal } from '../../platform/errors/refusal';
import { Answers } from '../../platform/http/answers';
import { Binding, Me, type SignedIn } from '../../platform/http/who-asks';
import { anotherAddress } from '../interop.refusals';
import { erasePerson } from './erase-person';
import { pageOfPersonalData, personalDataPolicy } from './personal-data-page';
import { readPersonalData } from './read-personal-data';

/** What Torv holds about the person who asks, and its erasure. */
@ApiTags('interop')
@Controller('api/v1/me')
export class PersonalDataController {
  constructor(
    private readonly database: Database,
    private readonly signingIn: SigningIn,
  ) {}

  @Get('data')
  @Header('content-disposition', 'attachment; filename="torv-my-data.json"')
  @Answers(200, PersonalData)
  data(@Me() me: SignedIn): Promise<PersonalData> {
    return readPersonalData(this.database.workerPool, me.id);
  }

  /** The same, for reading: a page of its own that runs nothing and fetches nothing. */
  @Get('data.html')
  @Answers(200)
  async page(@Me() me: SignedIn, @Res() reply: FastifyReply): Promise<void> {
    const data = await readPersonalData(this.database.workerPool, me.id);
    await reply
      .header('content-security-policy', personalDataPolicy)
      .type('text/html; charset=utf-8')
      .send(pageOfPersonalData(data, me.language));
  }

  /** Erases the person who asks, and signs them out everywhere. */
  @Post('erasure')
  @Binding()
  @Answers(200, ErasureView)
  async erase(
    @Me() me: SignedIn,
    @Body({ schema: Erasure }) { email }: Erasure,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ErasureView> {
    if (email.toLowerCase() !== me.email.toLowerCase())
      throw new Refusal(anotherAddress, [{ path: 'email', message: anotherAddress.sentence }]);
    const erased = await erasePerson(this.database.workerPool, me.id);
    if (!erased) throw new Refusal(notFound);
    await this.signingIn.signOut(reply, request);
    return { decisions: erased.decisions };
  }
}
