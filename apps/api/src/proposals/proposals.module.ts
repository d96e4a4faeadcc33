import { Module } from '@nestjs/common';
import { MeetingsModule } from '../meetings/meetings.module';
import { ConsiderElsewhere } from './consider-elsewhere';
import { ConsiderationsController } from './considerations.controller';
import { Proposals } from './proposals';
import { ProposalsController } from './proposals.controller';
import { Positions } from './state-position';

@Module({
  imports: [MeetingsModule],
  controllers: [ConsiderationsController, ProposalsController],
  providers: [ConsiderElsewhere, Proposals, Positions],
  exports: [Proposals, MeetingsModule],
})
export class ProposalsModule {}
