import { Module } from '@nestjs/common';
import { BodiesController } from './bodies.controller';

@Module({ controllers: [BodiesController] })
export class BodiesModule {}
