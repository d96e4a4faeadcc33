import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module';
import { Conflicts } from './conflicts';
import { ConflictsController } from './conflicts.controller';
import { Meetings } from './meetings';
import { MeetingsController } from './meetings.controller';

@Module({
  imports: [LogModule],
  controllers: [MeetingsController, ConflictsController],
  providers: [Meetings, Conflicts],
  exports: [Meetings],
})
export class MeetingsModule {}
