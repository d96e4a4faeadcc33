import { Module } from '@nestjs/common';
import { NetworkPictureController } from './network-picture.controller';
import { OverviewController } from './overview.controller';

@Module({ controllers: [OverviewController, NetworkPictureController] })
export class OverviewModule {}
