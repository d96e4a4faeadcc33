import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module';
import { ProposalsModule } from '../proposals/proposals.module';
import { DecisionsController } from './decisions.controller';
import { MandatesOfDecisionsController } from './mandates-of-decisions.controller';
import { ProveDecisions } from './prove-decisions';
import { RecordDecision } from './record-decision';
import { SavedViewsController } from './saved-views.controller';
import { TallyController } from './tally.controller';

@Module({
  imports: [LogModule, ProposalsModule],
  controllers: [SavedViewsController, MandatesOfDecisionsController, DecisionsController, TallyController],
  providers: [RecordDecision, ProveDecisions],
  exports: [ProveDecisions],
})
export class DecisionsModule {}
