import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module';
import { ProposalsModule } from '../proposals/proposals.module';
import { CarryingOutController } from './carrying-out.controller';
import { ConcludeInWriting } from './conclude-in-writing';
import { DecisionsInWritingController } from './decisions-in-writing.controller';
import { DecisionsController } from './decisions.controller';
import { MandatesOfDecisionsController } from './mandates-of-decisions.controller';
import { ProveDecisions } from './prove-decisions';
import { RecordDecision } from './record-decision';
import { RatificationsController } from './ratifications.controller';
import { SavedViewsController } from './saved-views.controller';
import { TallyController } from './tally.controller';

@Module({
  imports: [LogModule, ProposalsModule],
  controllers: [
    CarryingOutController,
    SavedViewsController,
    DecisionsInWritingController,
    MandatesOfDecisionsController,
    DecisionsController,
    TallyController,
    RatificationsController,
  ],
  providers: [ConcludeInWriting, RecordDecision, ProveDecisions],
  exports: [ProveDecisions],
})
export class DecisionsModule {}
