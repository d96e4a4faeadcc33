import { Module } from '@nestjs/common';
import { MeetingsModule } from '../meetings/meetings.module';
import { ConsiderElsewhere } from './consider-elsewhere';
import { ConsiderationsController } from './considerations.controller';
import { DecideInWriting } from './decide-in-writing';
import { ProceduresController } from './procedures.controller';
import { Proposals } from './proposals';
import { ProposalsController } from './proposals.controller';
import { Positions } from './state-position';

@Module({
  imports: [MeetingsModule],
  controllers: [ConsiderationsController, ProceduresController, ProposalsController],
  providers: [ConsiderElsewhere, DecideInWriting, Proposals, Positions],
  exports: [Proposals, MeetingsModule],
})
export class ProposalsModule {}
