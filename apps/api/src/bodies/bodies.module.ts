import { Module } from '@nestjs/common';
import { BodiesController } from './bodies.controller';
import { MandatesController } from './mandates.controller';
import { SeatsController } from './seats.controller';

@Module({ controllers: [BodiesController, MandatesController, SeatsController] })
export class BodiesModule {}
