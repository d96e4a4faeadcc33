import { Module } from '@nestjs/common';
import { ActivateWhenProposalAdopted } from './activate-when-proposal-adopted';
import { Initiatives } from './initiatives';
import { InitiativesController } from './initiatives.controller';

@Module({
  controllers: [InitiativesController],
  providers: [Initiatives, ActivateWhenProposalAdopted],
  exports: [ActivateWhenProposalAdopted],
})
export class InitiativesModule {}
