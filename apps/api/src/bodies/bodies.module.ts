import { Module } from '@nestjs/common';
import { BodiesController } from './bodies.controller';
import { MandatesController } from './mandates.controller';
import { SeatsController } from './seats.controller';
// The database refuses by this code.
import './offered-seat.refusals';

@Module({ controllers: [BodiesController, MandatesController, SeatsController] })
export class BodiesModule {}
