import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ActorView } from '@torv/shared/access';
import type { Reader } from '../platform/database/database';
import { Answers } from '../platform/http/answers';
import { Reading } from '../platform/http/who-asks';
import { Actors } from './actors';

@ApiTags('access')
@Controller('api/v1/networks/:networkKey/access')
export class AccessController {
  constructor(private readonly actors: Actors) {}

  @Get('me')
  @Answers(200, ActorView)
  async me(@Reading() reader: Reader): Promise<ActorView> {
    const { personId, organisations, bodies, facilitates } = await this.actors.resolve(
      reader.personId!,
      reader.networkId,
    );
    return { personId, organisations, bodies, facilitates };
  }
}
