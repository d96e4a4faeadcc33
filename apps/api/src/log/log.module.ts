import { Module } from '@nestjs/common';
import { LogController } from './log.controller';
import { VerifiableLog } from './verifiable-log';

@Module({ controllers: [LogController], providers: [VerifiableLog], exports: [VerifiableLog] })
export class LogModule {}
