import {
  type DynamicModule,
  Global,
  Logger,
  Module,
  type OnApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Settings } from './config/read-settings';
import { Database, openPool } from './database/database';
import { Works } from './database/unit-of-work';
import { RightsNotices } from './events/hear-of-rights';
import { Outbox } from './events/outbox';
import { HealthController } from './http/health.controller';
import { SecurityLog } from './logging/security-log';
import { SETTINGS } from './platform.tokens';

/** What every room stands on. `appUrl` is the address that requests use. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly rights: RightsNotices,
  ) {}

  static with(settings: Settings, appUrl: string): DynamicModule {
    const log = new Logger('Outbox');
    const database = new Database(openPool(appUrl, 'torv_app', 16), openPool(appUrl, 'torv_worker', 4));
    const outbox = new Outbox(database.workerPool, appUrl, (error) => log.error(error));
    const rights = new RightsNotices(appUrl, (error) => log.error(error));
    const works = new Works(database, (networkId) => outbox.wake(networkId));
    return {
      module: PlatformModule,
      controllers: [HealthController],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: Database, useValue: database },
        { provide: SecurityLog, useFactory: () => SecurityLog.at(settings) },
        { provide: Outbox, useValue: outbox },
        { provide: RightsNotices, useValue: rights },
        { provide: Works, useValue: works },
      ],
      exports: [SETTINGS, Database, Outbox, RightsNotices, SecurityLog, Works],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await Promise.all([this.outbox.start(), this.rights.start()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.outbox.stop(), this.rights.stop()]);
    await this.database.close();
  }
}
