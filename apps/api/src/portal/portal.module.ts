import { Module } from '@nestjs/common';
import { PlacesModule } from '../places/places.module';
import { PortalController } from './portal.controller';

@Module({ imports: [PlacesModule], controllers: [PortalController] })
export class PortalModule {}
