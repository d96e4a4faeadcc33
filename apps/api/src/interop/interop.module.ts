import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module';
import { ExportsController } from './exports/exports.controller';
import { PersonalDataController } from './personal-data/personal-data.controller';

@Module({ imports: [IdentityModule], controllers: [ExportsController, PersonalDataController] })
export class InteropModule {}
