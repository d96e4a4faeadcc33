import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module';
import { DecisionsModule } from '../decisions/decisions.module';
import { IdentityModule } from '../identity/identity.module';
import { ExportsController } from './exports/exports.controller';
import { ExtractController } from './extract/extract.controller';
import { PersonalDataController } from './personal-data/personal-data.controller';

@Module({
  imports: [AccessModule, DecisionsModule, IdentityModule],
  controllers: [ExportsController, ExtractController, PersonalDataController],
})
export class InteropModule {}
