import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AboutView } from '@torv/shared/identity';
import type { Settings } from '../platform/config/read-settings';
import { Database } from '../platform/database/database';
import { Answers } from '../platform/http/answers';
import { Open } from '../platform/http/who-asks';
import { SETTINGS } from '../platform/platform.tokens';

@ApiTags('identity')
@Controller('api/v1/about')
export class AboutController {
  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Open()
  @Answers(200, AboutView)
  async about(): Promise<AboutView> {
    const { demo } = this.settings;
    const about = { name: 'Torv', version: '0.1.0', demo };
    if (demo) {
      const { rows } = await this.database.call({ text: 'SELECT email, seat FROM identity_demo_sign_ins()' });
      return { ...about, signIns: rows as AboutView['signIns'], setUp: false };
    }
    const { rows } = await this.database.call({ text: 'SELECT identity_set_up_is_open() AS open' });
    return { ...about, signIns: [], setUp: rows[0]!['open'] as boolean };
  }
}
