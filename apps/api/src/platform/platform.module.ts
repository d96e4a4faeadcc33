import {
  type DynamicModule,
  Global,
  Logger,
  Module,
  type OnApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { isOnThisMachine, type Settings } from './config/read-settings';
import { Database, openPool } from './database/database';
import { Works } from './database/unit-of-work';
import { RightsNotices } from './events/hear-of-rights';
import { Outbox } from './events/outbox';
import { HealthController } from './http/health.controller';
import { SecurityLog } from './logging/security-log';
import { DevMailController } from './mail/dev-mail.controller';
import { LocalInbox } from './mail/local-inbox';
import { MailSender } from './mail/send-mail';
import { SETTINGS } from './platform.tokens';

/** What every room stands on. `appUrl` is the address that requests use. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly rights: RightsNotices,
    private readonly mail: MailSender,
  ) {}

  static with(settings: Settings, appUrl: string): DynamicModule {
    const log = new Logger('Outbox');
    const database = new Database(openPool(appUrl, 'torv_app', 16), openPool(appUrl, 'torv_worker', 4));
    const outbox = new Outbox(database.workerPool, appUrl, (error) => log.error(error));
    const rights = new RightsNotices(appUrl, (error) => log.error(error));
    const works = new Works(database, (networkId) => outbox.wake(networkId));
    const mailLog = new Logger('Mail');
    const inbox = settings.mail.smtpUrl === null && isOnThisMachine(settings) ? new LocalInbox() : null;
    const mail = new MailSender(database.workerPool, appUrl, settings.mail, inbox, (line) => mailLog.error(line));
    return {
      module: PlatformModule,
      controllers: [HealthController, DevMailController],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: Database, useValue: database },
        { provide: SecurityLog, useFactory: () => SecurityLog.at(settings) },
        { provide: Outbox, useValue: outbox },
        { provide: RightsNotices, useValue: rights },
        { provide: Works, useValue: works },
        { provide: MailSender, useValue: mail },
      ],
      exports: [SETTINGS, Database, Outbox, RightsNotices, SecurityLog, Works, MailSender],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await Promise.all([this.outbox.start(), this.rights.start(), this.mail.start()]);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.outbox.stop(), this.rights.stop(), this.mail.stop()]);
    await this.database.close();
  }
}
