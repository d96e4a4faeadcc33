import { Module } from '@nestjs/common';
import { MeetingsModule } from '../meetings/meetings.module';
import { Proposals } from './proposals';
import { ProposalsController } from './proposals.controller';
import { Positions } from './state-position';

@Module({
  imports: [MeetingsModule],
  controllers: [ProposalsController],
  providers: [Proposals, Positions],
  exports: [Proposals, MeetingsModule],
})
export class ProposalsModule {}
