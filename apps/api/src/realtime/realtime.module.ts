import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module';
import { PlacesModule } from '../places/places.module';
import { LiveGateway } from './live.gateway';

@Module({ imports: [IdentityModule, PlacesModule], providers: [LiveGateway] })
export class RealtimeModule {}
