import { Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { AboutController } from './about.controller';
import { Attempts } from './attempts';
import { LinksController } from './links.controller';
import { MeController } from './me.controller';
import { Passwords } from './passwords';
import { PersonalTokens } from './personal-tokens';
import { SessionController } from './session.controller';
import { Sessions } from './sessions';
import { SigningIn } from './signing-in';
import { SignInStrategy } from './sign-in.strategy';
import { TokensController } from './tokens.controller';

@Module({
  imports: [PassportModule.register({ session: false })],
  controllers: [SessionController, LinksController, MeController, TokensController, AboutController],
  providers: [Sessions, PersonalTokens, SigningIn, SignInStrategy, Passwords, Attempts],
  exports: [Sessions, PersonalTokens, SigningIn, Passwords, Attempts],
})
export class IdentityModule {}
