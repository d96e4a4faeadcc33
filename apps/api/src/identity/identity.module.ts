import { Module } from '@nestjs/common';
import { PassportModule } from '@nestjs/passport';
import { AboutController } from './about.controller';
import { Attempts } from './attempts';
import { LinksController } from './links.controller';
import { MeController } from './me.controller';
import { Passwords } from './passwords';
import { PersonalTokens } from './personal-tokens';
import { BrokerCookie } from './broker-cookie';
import { Brokers } from './brokers';
import { BrokersController } from './brokers.controller';
import { ForgetWhatIsOver } from './forget-what-is-over';
import { OneTimeCodes } from './one-time-codes';
import { Passkeys } from './passkeys';
import { PasskeysController } from './passkeys.controller';
import { SecondFactorController } from './second-factor.controller';
import { SecondFactors } from './second-factors';
import { SessionController } from './session.controller';
import { Sessions } from './sessions';
import { SignInByFactorController } from './sign-in-by-factor.controller';
import { SigningIn } from './signing-in';
import { SignInStrategy } from './sign-in.strategy';
import { TokensController } from './tokens.controller';

@Module({
  imports: [PassportModule.register({ session: false })],
  controllers: [
    SessionController,
    SignInByFactorController,
    SecondFactorController,
    PasskeysController,
    BrokersController,
    LinksController,
    MeController,
    TokensController,
    AboutController,
  ],
  providers: [
    ForgetWhatIsOver,
    Sessions,
    PersonalTokens,
    SigningIn,
    SignInStrategy,
    Passwords,
    Attempts,
    OneTimeCodes,
    Passkeys,
    Brokers,
    BrokerCookie,
    SecondFactors,
  ],
  exports: [Sessions, PersonalTokens, SigningIn, Passwords, Attempts, SecondFactors, Brokers, BrokerCookie],
})
export class IdentityModule {}
