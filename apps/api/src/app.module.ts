import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AccessModule } from './access/access.module';
import { ResolveActor } from './access/resolve-actor.guard';
import { BodiesModule } from './bodies/bodies.module';
import { DecisionsModule } from './decisions/decisions.module';
import { DocumentsModule } from './documents/documents.module';
import { IdentityModule } from './identity/identity.module';
import { RequireRecentSignIn } from './identity/require-recent-sign-in.guard';
import { RequireSecondFactor } from './identity/require-second-factor.guard';
import { RequireSignIn } from './identity/require-sign-in.guard';
import { InitiativesModule } from './initiatives/initiatives.module';
import { InteropModule } from './interop/interop.module';
import { LogModule } from './log/log.module';
import { MeetingsModule } from './meetings/meetings.module';
import { OrganisationsModule } from './organisations/organisations.module';
import { OverviewModule } from './overview/overview.module';
import { PlacesModule } from './places/places.module';
import type { Settings } from './platform/config/read-settings';
import { ProblemFilter } from './platform/http/problem-filter';
import { RefuseForgedRequests } from './platform/http/refuse-forged-requests';
import { validateInput } from './platform/http/validate-input';
import { PlatformModule } from './platform/platform.module';
import { PortalModule } from './portal/portal.module';
import { ProposalsModule } from './proposals/proposals.module';
import { RealtimeModule } from './realtime/realtime.module';
import { StrategiesModule } from './strategies/strategies.module';

@Module({})
export class AppModule {
  /** The whole of Torv on one database. */
  static with(settings: Settings, appUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(settings, appUrl),
        IdentityModule,
        PlacesModule,
        LogModule,
        OrganisationsModule,
        DocumentsModule,
        BodiesModule,
        AccessModule,
        MeetingsModule,
        StrategiesModule,
        ProposalsModule,
        DecisionsModule,
        InitiativesModule,
        OverviewModule,
        PortalModule,
        InteropModule,
        RealtimeModule,
      ],
      providers: [
        // In this order: is it our own page, who is it, have they shown enough, what are they here, and did they just
        // sign in for what binds.
        { provide: APP_GUARD, useClass: RefuseForgedRequests },
        { provide: APP_GUARD, useClass: RequireSignIn },
        { provide: APP_GUARD, useClass: RequireSecondFactor },
        { provide: APP_GUARD, useClass: ResolveActor },
        { provide: APP_GUARD, useClass: RequireRecentSignIn },
        { provide: APP_PIPE, useValue: validateInput },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
