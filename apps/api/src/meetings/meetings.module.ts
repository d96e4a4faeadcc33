import { Module } from '@nestjs/common';
import { Meetings } from './meetings';
import { MeetingsController } from './meetings.controller';

@Module({ controllers: [MeetingsController], providers: [Meetings], exports: [Meetings] })
export class MeetingsModule {}
