import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../database/database';
import { Open } from './who-asks';

@ApiTags('platform')
@Controller('api')
export class HealthController {
  constructor(private readonly database: Database) {}

  /** The process answers. */
  @Get('health')
  @Open()
  health(): { status: string } {
    return { status: 'ok' };
  }

  /** The process reaches its database. */
  @Get('ready')
  @Open()
  async ready(): Promise<{ status: string }> {
    await this.database.call({ text: 'SELECT 1' });
    return { status: 'ready' };
  }
}
