import { Module } from '@nestjs/common';
import { LogController } from './log.controller';
import { ShowToWitnesses } from './show-to-witnesses';
import { VerifiableLog } from './verifiable-log';

@Module({
  controllers: [LogController],
  providers: [VerifiableLog, ShowToWitnesses],
  exports: [VerifiableLog, ShowToWitnesses],
})
export class LogModule {}
