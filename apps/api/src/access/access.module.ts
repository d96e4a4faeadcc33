import { Module } from '@nestjs/common';
import { PlacesModule } from '../places/places.module';
import { AccessController } from './access.controller';
import { Actors } from './actors';

@Module({
  imports: [PlacesModule],
  controllers: [AccessController],
  providers: [Actors],
  exports: [Actors, PlacesModule],
})
export class AccessModule {}
