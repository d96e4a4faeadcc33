import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module';
import { PersonalDataController } from './personal-data/personal-data.controller';

@Module({ imports: [IdentityModule], controllers: [PersonalDataController] })
export class InteropModule {}
