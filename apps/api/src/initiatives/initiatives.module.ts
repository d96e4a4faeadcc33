import { Module } from '@nestjs/common';
import { ActivateWhenProposalAdopted } from './activate-when-proposal-adopted';
import { Initiatives } from './initiatives';
import { InitiativesController } from './initiatives.controller';
import { PauseWhenCommitmentsExpire } from './pause-when-commitments-expire';

@Module({
  controllers: [InitiativesController],
  providers: [Initiatives, ActivateWhenProposalAdopted, PauseWhenCommitmentsExpire],
  exports: [ActivateWhenProposalAdopted],
})
export class InitiativesModule {}
