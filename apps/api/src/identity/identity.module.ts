import { Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { ThrottlerModule } from '@nestjs/throttler';
import { AboutController } from './about.controller';
import { SessionController } from './session.controller';
import { Sessions } from './sessions';
import { SigningIn } from './signing-in';
import { SignInStrategy } from './sign-in.strategy';

@Module({
  imports: [PassportModule.register({ session: false }), ThrottlerModule.forRoot([{ ttl: 60_000, limit: 20 }])],
  controllers: [SessionController, AboutController],
  providers: [Sessions, SigningIn, SignInStrategy],
  exports: [Sessions, SigningIn],
})
export class IdentityModule {}
