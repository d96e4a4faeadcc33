import { Module } from '@nestjs/common';
import { Networks } from './networks';
import { PlacesController } from './places.controller';

@Module({ controllers: [PlacesController], providers: [Networks], exports: [Networks] })
export class PlacesModule {}
