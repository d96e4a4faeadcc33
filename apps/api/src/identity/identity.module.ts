import { Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { AboutController } from './about.controller';
import { Attempts } from './attempts';
import { MeController } from './me.controller';
import { Passwords } from './passwords';
import { SessionController } from './session.controller';
import { Sessions } from './sessions';
import { SigningIn } from './signing-in';
import { SignInStrategy } from './sign-in.strategy';

@Module({
  imports: [PassportModule.register({ session: false })],
  controllers: [SessionController, MeController, AboutController],
  providers: [Sessions, SigningIn, SignInStrategy, Passwords, Attempts],
  exports: [Sessions, SigningIn, Passwords, Attempts],
})
export class IdentityModule {}
