import { Module } from '@nestjs/common';
import { MeetingsModule } from '../meetings/meetings.module';
import { Proposals } from './proposals';
import { ProposalsController } from './proposals.controller';

@Module({
  imports: [MeetingsModule],
  controllers: [ProposalsController],
  providers: [Proposals],
  exports: [Proposals, MeetingsModule],
})
export class ProposalsModule {}
