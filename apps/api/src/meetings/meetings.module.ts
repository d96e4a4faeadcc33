import { Module } from '@nestjs/common';
import { Conflicts } from './conflicts';
import { ConflictsController } from './conflicts.controller';
import { Meetings } from './meetings';
import { MeetingsController } from './meetings.controller';

@Module({
  controllers: [MeetingsController, ConflictsController],
  providers: [Meetings, Conflicts],
  exports: [Meetings],
})
export class MeetingsModule {}
